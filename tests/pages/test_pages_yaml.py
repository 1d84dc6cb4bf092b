from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from string_pages import check_laws, read, sources, translated

from glossa.errors import InputError

GOLDEN = Path(__file__).parents[1] / "golden" / "pages" / "yaml"


def test_golden_file_keeps_everything_but_the_texts() -> None:
    data = (GOLDEN / "page.yaml").read_bytes()
    check_laws(data, "page.yaml")
    made = translated(data, "page.yaml", lambda segment: f"It's {segment.id}: so")
    assert made == (GOLDEN / "page.out.yaml").read_bytes().decode()


@pytest.mark.parametrize(
    ("page", "target", "made"),
    [
        ("a: 好\n", "Good", "a: Good\n"),
        ("a: 好  # 注\n", "Good: very", "a: 'Good: very'  # 注\n"),
        ("a: 好\n", "no", "a: 'no'\n"),
        ("a: 好\n", "12", "a: '12'\n"),
        ("a: 好\n", "It's #1 - well: yes", 'a: "It\'s #1 - well: yes"\n'),
        ("a: 好\n", "Well, yes", "a: Well, yes\n"),
        ("a: [好, 3]\n", "Well, yes", "a: ['Well, yes', 3]\n"),
        ("a: '好'\n", "It's", "a: 'It''s'\n"),
        ('a: "好"\n', 'a "b" \\', 'a: "a \\"b\\" \\\\"\n'),
        ("a: |\n  好\n  3\n", "# yes", "a: |\n  # yes\n  3\n"),
        ("a: &x !!str 好\nb: *x\n", "- x", "a: &x !!str '- x'\nb: *x\n"),
        ("- 好\n- 3\n", "Good", "- Good\n- 3\n"),
    ],
)
def test_each_style_takes_its_target_and_quotes_where_it_must(
    page: str, target: str, made: str
) -> None:
    assert translated(page, "a.yml", {"好": target}) == made


def test_a_folded_text_is_one_unit_and_a_literal_one_by_lines() -> None:
    page = "a: >-\n  我们的\n  家园\n\n  再说\nb: |\n  甲乙\n    丙丁\n"
    assert sources(page, "a.yaml") == ["我们的 家园", "再说", "甲乙", "丙丁"]


def test_values_of_other_types_and_tags_are_no_text() -> None:
    page = "a: yes\nb: 3\nc: 2025-09-26\nd: !ruby/object:X 中文\ne: !!python/name:os.system 中文\n"
    assert sources(page, "a.yaml") == []


def test_several_documents_and_the_key_of_the_language() -> None:
    document = read("zh-CN:\n  a: 你好 %{name}\n---\n- 再见\n", "a.yml")
    assert [unit.source for unit in document.units] == ["你好 %{name}", "再见"]
    assert [finding.code for finding in document.findings] == ["locale-key"]
    assert [code.translate for code in document.codes] == [False]


def test_an_alias_bomb_is_only_names() -> None:
    lines = ["a: &a [中文, 中文]"] + [
        f"{two}: &{two} [{', '.join(['*' + one] * 9)}]"
        for one, two in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert sources("\n".join(lines), "a.yaml") == ["中文", "中文"]


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("a: b: c\n", "a.yaml:1:5"),
        ("a: 1\n\tb: 2\n", "a.yaml:2:1"),
        ("a: [1", "a.yaml:1:6"),
        ("a: 1\nb: \x07\n", "a.yaml:2:4"),
        ("a: 'b", "a.yaml:1:6"),
        ("[" * 3000, "a.yaml:1:1"),
    ],
)
def test_broken_yaml_is_an_error_with_its_place(page: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        read(page, "a.yaml")
    assert caught.value.where == place


def test_a_bom_and_windows_lines_are_kept() -> None:
    page = "\ufeffa: 你好\r\nb: |\r\n  再见\r\n"
    check_laws(page.encode(), "a.yaml")
    made = translated(page, "a.yaml", {"你好": "Hello", "再见": "Bye"})
    assert made == "\ufeffa: Hello\r\nb: |\r\n  Bye\r\n"


TEXT = st.text(st.sampled_from("中文好 abc:#-'\"\\\n,[]{}&*!|>%@`?\t0。{n}"), max_size=14)
TREE = st.recursive(
    TEXT | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@given(TREE, st.sampled_from([None, "'", '"', "|", ">"]), st.booleans(), TEXT.filter(str.strip))
def test_nothing_changed_is_the_same_bytes_and_any_target_makes_good_yaml(
    tree: object, style: str | None, flow: bool, target: str
) -> None:
    page = yaml.safe_dump(
        tree, allow_unicode=True, default_style=style, default_flow_style=flow, width=20
    ).encode()
    check_laws(page, "a.yaml")
    made = translated(page, "a.yaml", lambda segment: " ".join(target.split()) or "x")
    assert _shape(yaml.safe_load(made)) == _shape(yaml.safe_load(page))


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_shape(one) for one in value]
    return type(value).__name__
