"""The pure parts of the training recipe: no torch, no third-party package, no data needed."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

TRAINING = Path(__file__).resolve().parents[2] / "training"


@pytest.fixture(scope="module")
def modules() -> Iterator[dict[str, ModuleType]]:
    names = ["pairs", "augment", "recipe", "collect", "held", "numbering"]
    sys.path.insert(0, str(TRAINING))
    try:
        yield {name: importlib.import_module(name) for name in names}
    finally:
        sys.path.remove(str(TRAINING))
        for name in names:
            sys.modules.pop(name, None)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("ABC123", "ABC123"),
        ("打印(_P)", "打印"),
        ("打印(&P)...", "打印..."),
        ("你好\u3000世界 ", "你好 世界"),
        ("面积10㎡", "面积10㎡"),
        ("零\u200b宽", "零宽"),
        ("a\tb", "a b"),
        ("", ""),
    ],
)
def test_chinese_is_normalised(modules: dict[str, ModuleType], raw: str, wanted: str) -> None:
    assert modules["pairs"].normalise_zh(raw) == wanted


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("_Print", "Print"),
        ("E_xit", "Exit"),
        ("Save &As", "Save As"),
        ("Black & White", "Black & White"),
        ("it’s “so”", 'it\'s "so"'),
        ("½ cup…", "½ cup…"),
    ],
)
def test_english_is_normalised(modules: dict[str, ModuleType], raw: str, wanted: str) -> None:
    assert modules["pairs"].normalise_en(raw) == wanted


@pytest.mark.parametrize(
    ("zh", "en", "good"),
    [
        ("打印页面", "Print Page", True),
        ("第12期", "Issue 12", True),
        ("打印 %s 页", "Print %s pages", False),
        ("打印 {count} 页", "Print {count} pages", False),
        ("打印<b>页</b>", "Print <b>page</b>", False),
        ("Print", "Print", False),
        ("打印", "打印", False),
        ("打印", "Imprimer 打印", False),
        ("打印", "Print this page on the printer that stands in the corner of the room", False),
        ("这是一个很长很长的中文句子,英文却很短", "No", False),
        ("共 25 页", "52 pages", False),
        ("举双手:中等肤色", "raising hands: medium skin tone", False),
        ("俄语", "Русский", False),
    ],
)
def test_filter(modules: dict[str, ModuleType], zh: str, en: str, good: bool) -> None:
    assert modules["pairs"].is_good(zh, en) is good


def test_dictionary_glosses_get_a_capital_and_notes_are_left_out(
    modules: dict[str, ModuleType],
) -> None:
    clean = modules["pairs"].clean
    assert clean("打开", "open", "dictionary") == ("打开", "Open")
    assert clean("打", "hit", "dictionary") is None
    assert clean("一字千金", "lit. one word worth a thousand", "dictionary") is None
    assert clean("打开", "open", "prose") == ("打开", "open")


def test_key_knows_near_copies(modules: dict[str, ModuleType]) -> None:
    key = modules["pairs"].key
    assert key("打开 文件...") == key("打开文件")
    assert key("OPEN File!") == key("open file")
    assert key("打开文件") != key("关闭文件")


def test_share_is_stable_and_even(modules: dict[str, ModuleType]) -> None:
    share = modules["pairs"].share
    assert share("打开", "x") == share("打开", "x") != share("打开", "y")
    drawn = [share(str(n), "x") for n in range(2000)]
    assert 0.45 < sum(drawn) / len(drawn) < 0.55
    assert all(0 <= value < 1 for value in drawn)


def test_copies_meet_a_fractional_weight(modules: dict[str, ModuleType]) -> None:
    counts = [modules["pairs"].copies(1.25, str(n), "x") for n in range(2000)]
    assert set(counts) == {1, 2}
    assert 1.2 < sum(counts) / len(counts) < 1.3


def test_bands(modules: dict[str, ModuleType]) -> None:
    bands = [[10, 2.0], [20, 0.5]]
    weights = [modules["pairs"].weight_for(n, bands) for n in (1, 10, 11, 20, 21)]
    assert weights == [2.0, 2.0, 0.5, 0.5, 0.0]


def test_share_alike_is_told_from_the_licence_line(modules: dict[str, ModuleType]) -> None:
    told = modules["recipe"].is_share_alike
    assert told("GPL, AGPL")
    assert told("CC BY 4.0, CC BY-SA 4.0, MIT")
    assert not told("CC BY 4.0, MIT")


def test_held_out_pairs_are_stable_and_each_side_is_there_once(
    modules: dict[str, ModuleType],
) -> None:
    hold_out = modules["held"].hold_out
    plan = {
        "heldout": {
            "sources": ["a"],
            "one_in": 3,
            "limit": 20,
            "min_chars": 4,
            "max_chars": 40,
            "min_words": 2,
        }
    }
    rows = [(f"打开第{n}个文件", f"Open file {n}") for n in range(200)]
    rows += [("打开某个文件", "Open file 1"), ("打开", "Open it")]
    held = hold_out({"a": rows}, plan, [("打开第7个文件", "Open file 7")])
    assert held == hold_out({"a": list(reversed(rows))}, plan, [("打开第7个文件", "Open file 7")])
    assert len(held) == 20
    assert len({zh for zh, _ in held}) == len({en for _, en in held}) == 20
    assert ("打开第7个文件", "Open file 7") not in held
    assert ("打开", "Open it") not in held
    same = [(f"打开第{n}个文件", "Open this file") for n in range(200)]
    assert len(hold_out({"a": same}, plan, [])) == 1


def test_the_held_out_file_is_clean(modules: dict[str, ModuleType]) -> None:
    lines = (TRAINING / "heldout-ui.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("# ")]
    key = modules["pairs"].key
    assert len(rows) == 1000
    assert all(len(row) == 2 and modules["pairs"].is_good(*row) for row in rows)
    assert len({key(zh) for zh, _ in rows}) == len({key(en) for _, en in rows}) == 1000


def names(modules: dict[str, ModuleType]) -> object:
    roles = ["media", "place", "product", "people", "platform", "org"]
    return modules["augment"].Names({role: [("托里县", "Toli County")] for role in roles})


def test_every_template_is_filled_on_both_sides(modules: dict[str, ModuleType]) -> None:
    augment = modules["augment"]
    for seed in range(5):
        for template in augment.TEMPLATES:
            zh, en = augment.fill(template, names(modules), ["Firefox"], Random(seed))
            assert zh
            assert en
            assert "{" not in zh + en, template
            assert "}" not in zh + en, template
            assert not modules["pairs"].HAN.search(en), template


def test_templates_keep_their_codes(modules: dict[str, ModuleType]) -> None:
    augment = modules["augment"]
    for template in [t for t in augment.TEMPLATES if "{code" in t[0] or "{phone}" in t[0]]:
        zh, en = augment.fill(template, names(modules), ["Firefox"], Random(1))
        assert modules["pairs"].numbers(zh) == modules["pairs"].numbers(en)


def test_joined_pairs_keep_both_halves(modules: dict[str, ModuleType]) -> None:
    rng = Random(2)
    for _ in range(50):
        zh, en = modules["augment"].join(("首页", "Home"), ("新闻", "News"), rng)
        assert zh.startswith("首页")
        assert zh.endswith("新闻")
        assert en.startswith("Home")
        assert en.endswith("News")


def test_copies_are_copies(modules: dict[str, ModuleType]) -> None:
    rng = Random(3)
    for _ in range(200):
        zh, en = modules["augment"].copy(["Firefox 3", "China Daily"], rng)
        assert zh == en
        assert zh.strip()
        assert zh.isascii()


def test_the_same_seed_gives_the_same_rows(modules: dict[str, ModuleType]) -> None:
    augment = modules["augment"]
    first, second = (
        [augment.fill(t, names(modules), ["Firefox"], Random(9)) for t in augment.TEMPLATES]
        for _ in range(2)
    )
    assert first == second


def test_every_source_has_a_licence_a_credit_and_rising_bands(
    modules: dict[str, ModuleType],
) -> None:
    sources = modules["recipe"].sources(research=True)
    assert len(sources) == len({source["name"] for source in sources})
    for source in sources:
        assert source["licence"]
        assert source["credit"]
        assert set(source["weights"]) <= {"short", "general", "near"}
        for bands in source["weights"].values():
            limits = [limit for limit, _ in bands]
            assert limits == sorted(limits)


def test_switches_choose_sources(modules: dict[str, ModuleType], tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(
        "".join(
            f'[[source]]\nname = "{name}"\nlicence = "{licence}"\n{more}'
            for name, licence, more in [
                ("a", "MIT", ""),
                ("b", "CC BY-SA 4.0", ""),
                ("c", "none stated", "research = true\n"),
            ]
        ),
        encoding="utf-8",
    )
    chosen = modules["recipe"].sources
    assert [s["name"] for s in chosen(path)] == ["a", "b"]
    assert [s["name"] for s in chosen(path, permissive=True)] == ["a"]
    assert [s["name"] for s in chosen(path, research=True)] == ["a", "b", "c"]


def test_what_has_no_open_licence_stays_out(modules: dict[str, ModuleType]) -> None:
    open_ = {source["name"] for source in modules["recipe"].load()["source"]}
    assert "newscommentary" not in open_
    assert "newscommentary" in {s["name"] for s in modules["recipe"].sources(research=True)}


def test_a_file_is_read_up_to_a_mark(modules: dict[str, ModuleType], tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("一\tOne\n二\tTwo\n鸭子\tDucks\n三\tThree\n", encoding="utf-8")
    read = modules["collect"].read_pairs
    assert list(read(path, "鸭")) == [("一", "One"), ("二", "Two")]
    with pytest.raises(ValueError, match="no pair begins"):
        list(read(path, "鹅"))


def test_the_glossary_gives_names_in_one_style(
    modules: dict[str, ModuleType], tmp_path: Path
) -> None:
    head = "concept\tkind\tlanguage\tterm\tstatus\ttype\tstyles\n"
    rows = [
        "a\tcity\tzh-Hans\t某市\tpreferred\tfullForm\t\n",
        "a\tcity\tzh-Hant\t某市繁\tpreferred\tfullForm\t\n",
        "a\tcity\ten\tMou Shi\tpreferred\tfullForm\tpinyin\n",
        "a\tcity\ten\tMou City\tpreferred\tfullForm\tcn-media|un\n",
        "a\tcity\ten\tMow\tdeprecated\tvariant\tcn-media\n",
        "b\tcity\tzh-Hans\t无英文市\tpreferred\tfullForm\t\n",
    ]
    (tmp_path / "places.tsv").write_text(head + "".join(rows), encoding="utf-8")
    (tmp_path / "interface.tsv").write_text(
        head
        + "u\tinterface\tzh-Hans\t首页\tpreferred\tfullForm\t\n"
        + "u\tinterface\ten\tHome\tpreferred\tfullForm\t\n",
        encoding="utf-8",
    )
    roles: dict[str, list[tuple[str, str]]] = {}
    assert modules["collect"].load_glossary(tmp_path, roles) == [("首页", "Home")]
    assert roles == {"place": [("某市", "Mou City")]}


def test_countries_are_what_flags_are_named_after(modules: dict[str, ModuleType]) -> None:
    roles: dict[str, list[tuple[str, str]]] = {}
    rows = [("旗: 法国", "flag: France"), ("笑脸", "grinning face")]
    modules["collect"].add_countries({"dict-names": rows}, roles)
    assert roles == {"country": [("法国", "France")]}


def test_the_dev_set_is_found_again_by_digests(modules: dict[str, ModuleType]) -> None:
    held, augment = modules["held"], modules["augment"]
    whole, menu, name = ("他来了。", "He came."), ("首页", "Home"), ("托里县", "Toli County")
    choice = "# head\n" + "".join(
        f"{form}\tsome\t{' '.join(map(held.digest, found))}\n"
        for form, found in [
            ("plain", [whole]),
            ("bare", [whole]),
            ("joined:1", [menu, name]),
            ("plain", [("没有了", "Gone")]),
        ]
    )
    zh, en = augment.SEPARATORS[1]
    assert held.take_dev({"some": [menu, whole]}, [name], choice) == [
        (*whole, "some"),
        ("他来了", "He came", "some"),
        (f"首页{zh}托里县", f"Home{en}Toli County", "some"),
    ]


def test_the_choice_of_the_dev_set_holds_600_pairs_and_no_text(
    modules: dict[str, ModuleType],
) -> None:
    text = modules["held"].CHOICE.read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line[:2] != "# "]
    assert len(rows) == 600
    for form, _, digests in rows:
        assert form in ("plain", "bare") or form.startswith("joined:")
        found = digests.split(" ")
        assert len(found) == (2 if form.startswith("joined:") else 1)
        assert all(len(one) == 12 and int(one, 16) >= 0 for one in found)
