"""Matching, whole segments, templates, styles: what the translator asks of a termbase."""

import subprocess
import sys

import pytest
from termbase_cases import glossary

from glossa import resources
from glossa.errors import MissingError, UsageError
from glossa.model import Protected, replay
from glossa.termbase import load_termbase
from glossa.termbase.index import group_of
from glossa.termbase.templates import compile_templates
from glossa.termbase.wording import in_form, plural_of

SMALL = glossary("small")


def matched(text: str, language: str = "zh-Hans", **options: object) -> list[tuple[str, str]]:
    return [
        (text[match.start : match.end], "|".join(concept.id for concept in match.concepts))
        for match in SMALL.match(text, language, **options)  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新疆和田地区", [("新疆", "xj"), ("和田地区", "cn-653200")]),
        ("和田市在和田", [("和田市", "cn-653201"), ("和田", "cn-653200|cn-653201")]),
        ("和田野史", []),
        ("和田园", []),
        ("圣托里尼", []),
        ("去托里县", [("托里县", "cn-654224")]),
        ("托里", [("托里", "cn-654224")]),
        ("托里縣", [("托里縣", "cn-654224")]),
        ("哈密瓜在哈密", [("哈密瓜", "prod.hami_melon"), ("哈密", "cn-650500")]),
        ("首页", [("首页", "ui.home")]),
        (" 首页\n", [("首页", "ui.home")]),
        ("首页新闻", []),
        ("和康县", []),
        ("新\u200b疆", [("新\u200b疆", "xj")]),
        ("", []),
    ],
)
def test_match(text: str, expected: list[tuple[str, str]]) -> None:
    assert matched(text) == expected


def test_match_in_other_languages() -> None:
    assert matched("Torrey Pines in Torrey County", "en") == [("Torrey", "cn-654224")]
    assert matched("Qorghas City", "en") == [("Qorghas", "cn-654004")]
    assert matched("خوتەن ۋىلايىتى", "ug") == [("خوتەن ۋىلايىتى", "cn-653200")]
    assert matched("anything", "fr") == []


def test_match_leaves_protected_spans_and_takes_the_shorter_term_outside() -> None:
    text = "和田地区"
    assert matched(text, protected=[Protected(0, 4, "code")]) == []
    assert matched(text, protected=[Protected(2, 4, "code")]) == [("和田", "cn-653200|cn-653201")]


def test_the_page_tells_which_is_meant() -> None:
    page = SMALL.named([("和田市", "zh-Hans"), ("和田", "zh-Hans"), ("Korla", "en")])
    assert page == {"cn-653201", "cn-652800"}
    assert matched("和田", page=page) == [("和田", "cn-653201")]


@pytest.mark.parametrize(
    ("text", "expected", "action"),
    [
        ("首页", "Home", "termbase"),
        ("首頁", "Home", "termbase"),
        (" 首页 ", " Home ", "termbase"),
        ("和田", "Hotan", "termbase"),
        ("托里县", "Toli County", "termbase"),
        ("托里", "Toli", "termbase"),
        ("细毛羊", "Fine-wool sheep", "termbase"),
        ("和康县", "Hekang County", "termbase"),
        ("返回云视网首页", "Back to Yunshi Net home page", "template"),
        ("返回云视网", "Back to Yunshi Net", "template"),
        ("返回和田首页", "Back to Hotan home page", "template"),
        ("返回CCTV首页", "Back to CCTV home page", "template"),
        ("返回 CCTV 首页", "Back to CCTV home page", "template"),
        ("返回360首页", "Back to 360 home page", "template"),
        ("第3页", "Page 3", "template"),
        ("第１２页", "Page １２", "template"),
        ("第3页，共12页", "Page 3 of 12", "template"),
    ],
)
def test_whole(text: str, expected: str, action: str) -> None:
    whole = SMALL.whole(text, "zh-Hans", "en")
    assert whole is not None
    assert whole.text == expected
    assert replay(text, whole.steps) == expected
    assert [step.action for step in whole.steps] == [action]
    assert whole.concepts[0].id in whole.steps[0].detail


def test_the_more_specific_template_goes_first() -> None:
    templates = compile_templates(SMALL.concepts.values(), group_of)["zh"]
    weights = [template.weight for template in templates]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) > 1


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "首页新闻",
            "返回首页首页",
            "返回某某首页",
            "返回首页",
            "第三页",
            "第x页",
            "去和田",
        ),
        *("返回" + "和" * 300 + "首页", "返回云视网首页。"),
    ],
)
def test_not_whole(text: str) -> None:
    assert SMALL.whole(text, "zh-Hans", "en") is None


def test_whole_asks_for_another_language() -> None:
    assert SMALL.whole("Home", "en", "en") is None
    assert SMALL.whole("首页", "zh-Hans", "ug-Arab") is None
    assert SMALL.whole("和田地区", "zh-Hans", "ug-Latn").text == "Xoten Wilayiti"  # type: ignore[union-attr]


def test_preferred_by_style_and_form() -> None:
    assert SMALL.preferred("cn-653200", "en").text == "Hotan Prefecture"  # type: ignore[union-attr]
    assert SMALL.preferred("cn-653200", "en", "shortForm").text == "Hotan"  # type: ignore[union-attr]
    assert SMALL.preferred("xj", "en", "acronym").text == "Xinjiang"  # type: ignore[union-attr]
    assert SMALL.preferred("cn-654224", "zh-Hant").text == "托里縣"  # type: ignore[union-attr]
    assert SMALL.preferred("cn-654224", "fr") is None
    assert SMALL.preferred("nothing", "en") is None
    pinyin = SMALL.with_style("pinyin")
    assert pinyin.preferred("cn-653200", "en").text == "Hetian Prefecture"  # type: ignore[union-attr]
    assert pinyin.preferred("eth-05", "en").text == "Uygur"  # type: ignore[union-attr]


def test_target_keeps_the_form() -> None:
    for text, target in (("和田", "Hotan"), ("和田市", "Hotan City")):
        match = SMALL.match(text, "zh-Hans")[0]
        assert SMALL.target(match.term, "en").text == target  # type: ignore[union-attr]


def test_rendering_of_a_name_that_several_places_share() -> None:
    rendering = SMALL.rendering(SMALL.match("和田", "zh-Hans")[0], "en")
    assert rendering is not None
    assert rendering.text == "Hotan"
    assert "Hotan City" in rendering.accept


def test_renderings() -> None:
    assert SMALL.renderings("eth-05", "en") == ("Uygur", "Uyghur", "Uighur", "Uyger")
    assert SMALL.renderings("eth-05", "fr") == SMALL.renderings("nothing", "en") == ()


def test_steps_say_what_was_done() -> None:
    folded = SMALL.fold("Xingjiang, Hetian and Uighurs near Qorghas City")
    assert [step.detail for step in folded.steps] == [
        "concept=xj rule=misspelling style=cn-media",
        "concept=cn-653200|cn-653201 rule=other-style style=cn-media",
        "concept=eth-05 rule=variant style=cn-media",
        "concept=cn-654004 rule=variant by=kind style=cn-media",
    ]
    assert [(step.start, step.before) for step in folded.steps] == [
        (0, "Xingjiang"),
        (10, "Hetian"),
        (20, "Uighurs"),
        (32, "Qorghas"),
    ]


def test_style_there_and_back() -> None:
    text = "Hotan, Hotan Prefecture, Toli County, Korla's pears, Uygurs of Artux"
    for style in ("pinyin", "academic", "un"):
        there = SMALL.with_style(style).fold(text).text
        assert SMALL.fold(there).text == text


def test_unknown_style() -> None:
    with pytest.raises(UsageError, match="cn-media, pinyin, academic, un"):
        load_termbase(style="bbc")


@pytest.mark.parametrize(
    ("target", "surface", "term", "expected"),
    [
        ("Hotan", "HETIAN", "Hetian", "HOTAN"),
        ("China Central Television", "CCTV", "CCTV", "China Central Television"),
        ("fine-wool sheep", "Thin hair sheep", "thin hair sheep", "Fine-wool sheep"),
        ("rules of the road", "Law by the Way", "law by the way", "Rules of the Road"),
        ("Ku'erle", "Korla’s", "Korla", "Ku’erle"),
        ("Ku’erle", "Ku'er", "Ku'er", "Ku'erle"),
        ("Hotan County", "Hetian county", "Hetian County", "Hotan county"),
    ],
)
def test_in_form(target: str, surface: str, term: str, expected: str) -> None:
    assert in_form(target, surface, term) == expected


def test_plurals() -> None:
    assert [plural_of(word) for word in ("Uygur", "Kirgiz", "day", "city", "Hui people")] == [
        *("Uygurs", "Kirgizes", "days", "cities", "Hui people")
    ]


def test_own_data_are_found_and_missing_data_named() -> None:
    assert (resources.data_path("glossary") / "styles.toml").is_file()
    with pytest.raises(MissingError, match="'nothing'"):
        resources.data_path("nothing")


def test_import_and_look_up_load_nothing_heavy() -> None:
    code = (
        "import sys; from glossa.termbase import load_termbase; t = load_termbase(); "
        "assert t.lookup('Hotan') and t.whole('首页', 'zh-Hans', 'en'); "
        "heavy = {'ahocorasick_rs', 'rapidfuzz', 'pypinyin', 'pandas'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_few_templates_are_tried() -> None:
    templates = compile_templates(glossary().concepts.values(), group_of)["zh"]
    for text in ("返回新疆首页", "新疆动态", "一个没有模板的普通句子"):
        tried = list(templates.fitting(text))
        assert len(tried) < len(templates) / 4
        every = [template for template in templates if template.pattern.fullmatch(text)]
        assert [template for template in tried if template.pattern.fullmatch(text)] == every
