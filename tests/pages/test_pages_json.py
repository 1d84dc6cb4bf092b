from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from string_pages import check_laws, read, sources, translated

from glossa.errors import InputError

GOLDEN = Path(__file__).parents[1] / "golden" / "pages" / "json"


def test_golden_file_keeps_everything_but_the_texts() -> None:
    data = (GOLDEN / "page.json").read_bytes()
    check_laws(data, "page.json")
    made = translated(data, "page.json", lambda segment: f"<{segment.id}>")
    assert made == (GOLDEN / "page.out.json").read_bytes().decode()


def test_keys_numbers_addresses_and_identifiers_are_no_text() -> None:
    page = """{"标题": "中文", "url": "https://例.cn/中文", "n": 3, "id": "编号", "c": "#ffeedd",
    "b": "TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5vdCBvbmx5IGJ5IGhpcw==", "k": "snake_case",
    "s": "Save", "w": "word", "f": "img/图.png", "t": "2025-09-26T10:00:00Z", "p": "Hello there"}"""
    assert sources(page, "a.json") == ["中文", "Save", "Hello there"]


def test_untouched_escapes_stay_and_new_text_is_escaped_as_the_file_does() -> None:
    page = r'{"a": "\u4f60\u597d", "b": "\u518d\/\u89c1\t!"}'
    made = translated(page, "a.json", {"你好": 'say "é"'})
    assert made == r'{"a": "say \"\u00e9\"", "b": "\u518d\/\u89c1\t!"}'


def test_placeholders_are_codes_that_are_not_translated() -> None:
    text = "你好 {name}，{{n}} 条 %s %(x)d $t(key) ${v} %1$s，用时100%，<b>好</b>"
    document = read(json.dumps({"a": text}, ensure_ascii=False), "a.json")
    fixed = [document.text[c.start : c.end] for c in document.codes if not c.translate]
    assert fixed == ["{name}", "{{n}}", "%s", "%(x)d", "$t(key)", "${v}", "%1$s"]
    assert [c.kind for c in document.codes if c.translate] == ["bold"]
    assert document.text.endswith("，好")
    kept = [span for segment in document.segments for span in segment.literals]
    assert set(fixed) <= set(kept)


def test_messages_inside_an_icu_plural_are_texts_of_their_own() -> None:
    page = '{"a": "{n, plural, =0{没有消息} other{# 条消息}}"}'
    assert sources(page, "a.json") == ["没有消息", "# 条消息"]
    made = translated(page, "a.json", {"没有消息": "No messages", "# 条消息": "# messages"})
    assert made == '{"a": "{n, plural, =0{No messages} other{# messages}}"}'


def test_only_the_message_of_an_extension_and_no_note_of_arb_is_text() -> None:
    chrome = '{"a": {"message": "名称 $1", "description": "说明"}}'
    assert sources(chrome, "messages.json") == ["名称 $1"]
    arb = '{"@@locale": "zh", "hi": "你好", "@hi": {"description": "问候"}}'
    assert sources(arb, "app.json") == ["你好"]


def test_texts_side_by_side_in_several_languages_are_left_and_told() -> None:
    document = read('{"t": {"zh": "你好", "en": "Hello"}, "u": "中文"}', "a.json")
    assert [unit.source for unit in document.units] == ["中文"]
    assert [finding.code for finding in document.findings] == ["languages-side-by-side"]


def test_a_file_under_the_key_of_its_language_and_a_key_twice_are_told() -> None:
    document = read('{"zh-CN": {"a": "你好", "a": "再见"}}', "a.json")
    assert [finding.code for finding in document.findings] == ["duplicate-key", "locale-key"]
    assert len(document.units) == 2


def test_comments_a_last_comma_and_json_lines_are_read() -> None:
    page = '// 注释\n{"a": "甲乙", /* 注 */ "b": ["丙丁",],}\n{"a": "戊己"}\n'
    assert sources(page, "a.json") == ["甲乙", "丙丁", "戊己"]
    check_laws(page.encode(), "a.json")


@pytest.mark.parametrize(
    ("page", "place", "what"),
    [
        ('{"a": 1', "a.json:1:8", "end of the file"),
        ('{\n "a" 1}', "a.json:2:6", "colon"),
        ("{'a': 1}", "a.json:1:2", "single"),
        ('["a\n"]', "a.json:1:2", "not closed"),
        ('["\\x"]', "a.json:1:2", "escape"),
        ("[1,,2]", "a.json:1:4", "value"),
        ("}", "a.json:1:1", "value"),
        ('{"a": }', "a.json:1:7", "value"),
    ],
)
def test_broken_json_is_an_error_with_its_place(page: str, place: str, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        read(page, "a.json")
    assert caught.value.where == place


@pytest.mark.parametrize("brackets", ["[]", "{}"])
def test_ten_thousand_levels_are_read(brackets: str) -> None:
    key = '"a":' if brackets == "{}" else ""
    page = (brackets[0] + key) * 10_000 + '"中文"' + brackets[1] * 10_000
    check_laws(page.encode(), "a.json")
    assert sources(page, "a.json") == ["中文"]


def test_an_empty_file_is_told() -> None:
    assert [finding.code for finding in read("", "a.json").findings] == ["empty-page"]


def test_a_page_in_gbk_with_windows_lines_comes_out_in_them() -> None:
    data = '{\r\n "a": "我们的家园，一切都好。"\r\n}\r\n'.encode("gb18030")
    document = check_laws(data, "a.json")
    assert document.encoding.name == "gb18030"


VALUES = st.recursive(
    st.none()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(
        ["你好，{name}。", "第一行\n第二行", "<b>粗</b>体", "{n, plural, other{个}}"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_nothing_changed_is_the_same_bytes_and_any_target_makes_good_json(
    value: object, escaped: bool, indent: int | None
) -> None:
    page = json.dumps(value, ensure_ascii=escaped, indent=indent).encode("utf-8", "surrogatepass")
    try:
        page.decode()
    except UnicodeDecodeError:
        return
    check_laws(page, "a.json")
    made = translated(page, "a.json", lambda segment: 'A "target" \\ / 中 ' + segment.id)
    assert _shape(json.loads(made)) == _shape(value)


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_shape(one) for one in value]
    return "text" if isinstance(value, str) else value
