"""What all HTML pages share: safe text, direction, and a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.webpage import content_policy, direction, document, language, safe


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ug", "rtl"),
        ("ug-Arab", "rtl"),
        ("UG-arab-CN", "rtl"),
        ("ug-Latn", "ltr"),
        ("ug-Cyrl", "ltr"),
        ("kk-Arab", "rtl"),
        ("ar", "rtl"),
        ("he", "rtl"),
        ("ckb", "rtl"),
        ("en", "ltr"),
        ("zh-Hant", "ltr"),
        ("en-Hebr", "rtl"),
        ("de-1996", "ltr"),  # four signs, but no script
        ("und", "auto"),
        ("zxx", "auto"),
        ("", "auto"),
        ("und-Arab", "rtl"),
    ],
)
def test_the_direction_follows_the_script_then_the_language(tag: str, expected: str) -> None:
    assert direction(tag) == expected


@pytest.mark.parametrize("tag", ["", 'en" onclick="x', "en_US", "x", "zh-Hans\n", "Chinese (!)"])
def test_what_is_no_language_tag_stands_in_no_attribute(tag: str) -> None:
    assert language(tag) == 'lang="und" dir="auto"'


class Texts(HTMLParser):
    """All text and attributes that a parser sees."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(st.characters(codec=None)))
def test_no_text_becomes_a_tag_and_the_length_stays(text: str) -> None:
    page = Texts()
    page.feed(f'<p title="{safe(text)}">{safe(text)}</p>')
    page.close()
    assert page.tags == ["p"]
    assert page.values == [page.text]
    assert len(page.text) == len(text)
    page.text.encode()  # lone surrogates have no UTF-8


def test_signs_that_html_cannot_hold_are_shown_as_pictures() -> None:
    assert safe("a\0b\rc\x7f\x85\ufdd0\U0001ffff\udc80\t\n\u2028😀") == "a␀b␍c�����\t\n\u2028😀"


def test_the_policy_lets_this_style_and_this_script_work_and_nothing_else() -> None:
    policy = content_policy("p { color: red }", "go();")
    digest = base64.b64encode(hashlib.sha256(b"go();").digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    page = document(title="<b>", style="p {}", script="1", body=["<p>x</p>"], head=["<meta>"])
    policy = content_policy("p {}", "1")
    assert f'\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n' in page
    assert "<title>&lt;b&gt;</title>" in page
    assert page.startswith("<!doctype html>\n")
    assert page.endswith("</html>\n")
