"""The whole loop: a person corrects a page, and the next page knows; nothing is corrected twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from glossa import pipeline
from glossa.engines import ScriptedEngine
from glossa.errors import MemoryFileError, UsageError
from glossa.model import Bitext, Document, Entry, Finding, MatchType, State, Step
from glossa.termbase import Termbase

FIRST = "发布日期: 2025年09月26日\n他在这里种了30棵树。\n她很高兴。\n他走了。\n"
SECOND = "发布日期: 2026年01月03日\n他在这里种了45棵树。\n她很高兴。\n他走了。\n"
ANSWERS = {
    "他在这里种了30棵树。": "He here grew 30 tree.",
    "他在这里种了45棵树。": "He here grew 45 tree.",
    "她很高兴。": "She very happy.",
    "他走了。": "He walked.",
    "他不同意这个新的计划和安排。": "He not agrees to this plan.",
    "他很同意这个新的计划和安排。": "He agrees to this plan.",
    "他在这里种了99棵树。": "He here grew 99 tree.",
}


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    return pipeline.load_termbase()


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "memory.db"


def page(text: str, name: str = "page.txt") -> Document:
    return pipeline.parse_page(text.encode(), name)


def translate(text: str, termbase: Termbase, memory: Path | None = None, name: str = "p") -> Bitext:
    return pipeline.translate(
        page(text, name), termbase=termbase, engine=ScriptedEngine(ANSWERS), memory=memory
    )


def entry(bitext: Bitext, source: str) -> Entry:
    return next(one for one in bitext if one.source == source)


def edit_po(path: Path, changes: dict[str, str]) -> None:
    """What a person does in an editor: other words, the fuzzy mark gone."""
    text = path.read_text(encoding="utf-8")
    for before, after in changes.items():
        assert text.count(f'msgstr "{before}"') == 1
        text = text.replace(f'msgstr "{before}"', f'msgstr "{after}"')
    blocks = [
        block.replace("#, fuzzy\n", "") if any(f'"{after}"' in block for after in changes.values())
        else block
        for block in text.split("\n\n")
    ]  # fmt: skip
    path.write_text("\n\n".join(blocks), encoding="utf-8")


def correct(
    text: str, changes: dict[str, str], termbase: Termbase, memory: Path, folder: Path
) -> None:
    """Translate, edit in PO, merge, remember."""
    known = memory if memory.exists() else None
    edited = folder / "edited.po"
    pipeline.save_bitext(translate(text, termbase, known), edited)
    edit_po(edited, changes)
    merged = pipeline.merge(page(text), edited, force=True)
    with pipeline.open_memory(memory, create=True) as opened:
        opened.add(pipeline.memory_pairs(merged.bitext))


def test_the_whole_loop(termbase: Termbase, memory: Path, tmp_path: Path) -> None:
    correct(
        FIRST,
        {
            "26 September 2025": "Sept. 26, 2025",
            "He here grew 30 tree.": "He planted 30 trees here.",
            "She very happy.": "She was delighted.",
        },
        termbase,
        memory,
        tmp_path,
    )
    bitext = translate(SECOND, termbase, memory)
    found = [(one.target, one.match, one.state) for one in bitext][1:]
    assert found == [
        ("Jan. 3, 2026", MatchType.MEMORY, State.TRANSLATED),
        ("He planted 45 trees here.", MatchType.MEMORY, State.TRANSLATED),
        ("She was delighted.", MatchType.MEMORY, State.REVIEWED),
        ("He walked.", MatchType.ENGINE, State.TRANSLATED),
    ]
    again = translate(FIRST, termbase, memory)
    assert entry(again, "她很高兴。").match is MatchType.IN_CONTEXT
    assert entry(again, "他在这里种了30棵树。").target == "He planted 30 trees here."
    values = dict(bitext.signature.values)
    assert values["memory-fuzzy"] == "0.9"
    assert len(values["memory"]) == 12


def test_the_second_correction_wins_over_the_first(
    termbase: Termbase, memory: Path, tmp_path: Path
) -> None:
    correct(FIRST, {"She very happy.": "She was delighted."}, termbase, memory, tmp_path)
    correct(SECOND, {"She was delighted.": "She was overjoyed."}, termbase, memory, tmp_path)
    elsewhere = translate("她很高兴。\n", termbase, memory)
    assert entry(elsewhere, "她很高兴。").target == "She was overjoyed."


def test_a_page_that_only_used_the_memory_does_not_teach_it_again(
    termbase: Termbase, memory: Path, tmp_path: Path
) -> None:
    correct(FIRST, {"She very happy.": "She was delighted."}, termbase, memory, tmp_path)
    used = translate(SECOND, termbase, memory)
    correct(
        "他走了。\n她很高兴。\n",
        {"She was delighted.": "She was overjoyed."},
        termbase,
        memory,
        tmp_path,
    )
    assert entry(used, "她很高兴。").state is State.REVIEWED
    assert pipeline.memory_pairs(used) == []


def test_a_machines_output_never_outranks_a_persons(
    termbase: Termbase, memory: Path, tmp_path: Path
) -> None:
    correct(FIRST, {"She very happy.": "She was delighted."}, termbase, memory, tmp_path)
    machine = translate(SECOND, termbase)
    with pipeline.open_memory(memory) as opened:
        learnt = pipeline.learn(opened, machine)
        assert (learnt.added.new, learnt.machine) == (0, 5)
        pipeline.learn(opened, machine, machine=True)
    bitext = translate(SECOND, termbase, memory)
    assert entry(bitext, "她很高兴。").target == "She was delighted."
    assert entry(bitext, "他走了。").match is MatchType.IN_CONTEXT
    assert entry(bitext, "他走了。").state is State.TRANSLATED


def test_fuzzy_can_be_turned_off_and_numbers_are_still_put_right(
    termbase: Termbase, memory: Path, tmp_path: Path
) -> None:
    correct(
        FIRST, {"He here grew 30 tree.": "He planted 30 trees here."}, termbase, memory, tmp_path
    )
    near = "他在这里种了99棵树。"
    bitext = pipeline.translate(
        page(near), termbase=termbase, engine=ScriptedEngine(ANSWERS), memory=memory, fuzzy=None
    )
    assert entry(bitext, near).target == "He planted 99 trees here."
    assert dict(bitext.signature.values)["memory-fuzzy"] == "off"
    with pytest.raises(UsageError, match="no likeness"):
        pipeline.translate(page(near), termbase=termbase, memory=memory, fuzzy=1.5)


def test_of_two_memories_a_person_s_goes_first_then_the_first(
    termbase: Termbase, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("machine.db", "one.db", "two.db")]
    for path, target, state in zip(
        paths,
        ("Happy her.", "She was delighted.", "She was overjoyed."),
        (State.TRANSLATED, State.REVIEWED, State.REVIEWED),
        strict=True,
    ):
        made = Entry("u1.s1", "她很高兴。", target, "zh-Hans", state=state, match=MatchType.ENGINE)
        with pipeline.open_memory(path, create=True) as opened:
            pipeline.learn(opened, Bitext("p", (made,)), machine=True)
    bitext = pipeline.translate(
        page("她很高兴。"), termbase=termbase, engine=ScriptedEngine(ANSWERS), memory=paths
    )
    assert entry(bitext, "她很高兴。").target == "She was delighted."


def test_a_memory_that_is_not_there_is_an_error_that_says_what_makes_one(
    termbase: Termbase, memory: Path
) -> None:
    with pytest.raises(MemoryFileError, match="no such memory") as error:
        translate(FIRST, termbase, memory)
    assert "glossa memory import" in str(error.value)
    assert not memory.exists()


# -- what a bitext teaches -------------------------------------------------------------------------


def reviewed(source: str, target: str, **more: object) -> Entry:
    known = {"language": "zh-Hans", "state": State.REVIEWED, "match": MatchType.HAND, **more}
    return Entry("u1.s1", source, target, **known)  # type: ignore[arg-type]


def test_the_context_of_a_pair_is_its_neighbours_whoever_translated_them() -> None:
    entries = (
        reviewed("甲。", "A.", state=State.TRANSLATED, match=MatchType.ENGINE),
        replace(reviewed("乙。", "B."), id="u1.s2"),
        replace(reviewed("丙。", "丙。"), id="u1.s3", state=State.INITIAL, match=MatchType.NONE),
    )
    [pair] = pipeline.memory_pairs(Bitext("p.txt", entries))
    assert (pair.before, pair.source, pair.after) == ("甲。", "乙。", "丙。")
    assert (pair.page, pair.entry) == ("p.txt", "u1.s2")


def test_words_changed_in_a_tool_without_states_are_a_persons() -> None:
    made = Step("engine", 0, 2, "甲。", "A.")
    changed = reviewed(
        "甲。", "First.", state=State.TRANSLATED, match=MatchType.ENGINE, origin="m", steps=(made,)
    )
    [pair] = pipeline.memory_pairs(Bitext("p", (changed,)))
    assert (pair.state, pair.match, pair.origin) == (State.REVIEWED, MatchType.HAND, "")
    english = Entry("u1.s1", "He go.", "He went.", "en", match=MatchType.COPIED)
    english = replace(english, state=State.TRANSLATED)
    [pair] = pipeline.memory_pairs(Bitext("p", (english,)))
    assert (pair.source_language, pair.target) == ("en", "He went.")


def test_words_proposed_for_a_changed_source_are_not_learnt_until_a_person_confirms_them() -> None:
    made = Step("hand", 0, 5, "他赢了3场", "He lost.")
    proposal = reviewed(
        "他赢了3场",
        "He lost.",
        state=State.TRANSLATED,
        steps=(made,),
        findings=(Finding("source-changed", "it was 他输了3场", raw="他输了3场"),),
    )
    bitext = Bitext("p", (proposal,))
    assert pipeline.memory_pairs(bitext) == pipeline.memory_pairs(bitext, machine=True) == []
    [pair] = pipeline.memory_pairs(Bitext("p", (replace(proposal, state=State.REVIEWED),)))
    assert pair.target == "He lost."
    [pair] = pipeline.memory_pairs(Bitext("p", (replace(proposal, target="He won."),)))
    assert (pair.target, pair.state) == ("He won.", State.REVIEWED)


def test_what_a_table_of_another_tool_calls_only_translated_is_no_persons(memory: Path) -> None:
    said = reviewed("甲。", "A.", match=MatchType.NONE)
    made = replace(said, id="u2.s1", target="Ah.", state=State.TRANSLATED)
    typed = replace(said, id="u3.s1", source="乙。", target="B.", state=State.INITIAL)
    bitext = Bitext("p", (said, made, typed))
    assert [pair.target for pair in pipeline.memory_pairs(bitext)] == ["A.", "B."]
    every = pipeline.memory_pairs(bitext, machine=True)
    assert [(pair.target, pair.by_person) for pair in every] == [
        ("A.", True),
        ("Ah.", False),
        ("B.", True),
    ]


def test_what_a_person_marked_as_needing_work_is_not_learnt() -> None:
    made = Step("hand", 0, 2, "甲。", "A?")
    lowered = reviewed("甲。", "A?", state=State.TRANSLATED, steps=(made,))
    assert pipeline.memory_pairs(Bitext("p", (lowered,))) == []


def test_a_page_that_changed_does_not_get_the_words_for_its_old_source_from_the_memory(
    termbase: Termbase, memory: Path
) -> None:
    rest = "她很高兴。\n他走了。\n"
    old, new = f"他不同意这个新的计划和安排。\n{rest}", f"他很同意这个新的计划和安排。\n{rest}"
    edited = translate(old, termbase)
    first, *others = edited.entries
    said = replace(first, target="He does not agree to this plan.", state=State.REVIEWED)
    merged = pipeline.merge(page(new, "p"), edited.with_entries((said, *others)), memory=memory)
    assert [one.code for one in merged.bitext.entries[0].findings if "source" in one.code] == [
        "source-changed"
    ]
    after = translate(new, termbase, memory).entries[0]
    assert after.target != said.target


@pytest.mark.parametrize(
    "idle",
    [
        reviewed("He went.", "He went.", language="en", match=MatchType.COPIED),
        reviewed("甲。", ""),
        reviewed("甲。", "甲。", match=MatchType.NONE),
        reviewed("甲。", "甲。", match=MatchType.NONE, state=State.INITIAL),
    ],
)
def test_what_was_left_as_it_stood_teaches_nothing(idle: Entry) -> None:
    assert pipeline.memory_pairs(Bitext("p", (idle,)), machine=True) == []


def test_a_gloss_belongs_to_its_page() -> None:
    steps = (
        Step("engine", 0, 5, "他去托里县", "To Toli County."),
        Step("gloss", 14, 14, "", " (托里县)"),
    )
    glossed = reviewed(
        "他去托里县", "To Toli County (托里县).", match=MatchType.ENGINE, steps=steps
    )
    [pair] = pipeline.memory_pairs(Bitext("p", (glossed,)))
    assert pair.target == "To Toli County."


# -- a memory as a file ----------------------------------------------------------------------------

ODD = (
    reviewed("甲=1 before=x", 'A = 1; "before=y" after=z', note="a note=1"),
    replace(reviewed("乙\n丙", "B\nC", state=State.FINAL), id="u2.s1"),
    replace(reviewed("He go.", "He went.", language="en"), id="u3.s1"),
    replace(reviewed("丁", "D", state=State.TRANSLATED, match=MatchType.ENGINE), id="u4.s1"),
)


@pytest.mark.parametrize("name", ["tmx", "po", "xliff", "csv", "tsv", "jsonl", "xlsx"])
def test_exported_and_imported_a_memory_is_the_same(name: str, memory: Path) -> None:
    with pipeline.open_memory(memory, create=True) as opened:
        pipeline.learn(opened, Bitext("page one.txt", ODD), machine=True)
        data = pipeline.serialize_bitext(pipeline.memory_bitext(opened.pairs(), "memory"), name)
        pairs = list(opened.pairs())
    assert len(pairs) == 4
    again = memory.with_name("again.db")
    with pipeline.open_memory(again, create=True) as opened:
        pipeline.learn(opened, pipeline.parse_bilingual(data, f"m.{name}", name), machine=True)
        assert list(opened.pairs()) == pairs


def test_one_file_holds_one_target_language(memory: Path) -> None:
    with pipeline.open_memory(memory, create=True) as opened:
        for language in ("en", "fr"):
            pipeline.learn(opened, Bitext("p", ODD[:1], language))
        with pytest.raises(UsageError, match="en, fr") as error:
            pipeline.memory_bitext(opened.pairs(), "m")
        assert error.value.where == "--target"
        assert len(pipeline.memory_bitext(opened.pairs(), "m", to="fr")) == 1
        assert len(pipeline.memory_bitext(opened.pairs(), "m", source="ru", to="fr")) == 0


def test_a_memory_learns_from_a_memory(memory: Path) -> None:
    with (
        pipeline.open_memory(memory, create=True) as one,
        pipeline.open_memory(memory.with_name("two.db"), create=True) as other,
    ):
        pipeline.learn(one, Bitext("p", ODD), machine=True)
        learnt = pipeline.learn_memory(other, one)
        assert (learnt.added.new, learnt.machine) == (3, 1)
        pipeline.learn_memory(other, one, machine=True)
        assert other.digest == one.digest


def test_a_file_that_names_no_language_is_looked_at(memory: Path) -> None:
    unknown = reviewed("他走了。", "He left.", language="und")
    with pipeline.open_memory(memory, create=True) as opened:
        pipeline.learn(opened, Bitext("p", (unknown,), "und"))
        pipeline.learn(opened, Bitext("p", (unknown,)), source="zh-Hant", target="fr")
        tags = [(pair.source_language, pair.target_language) for pair in opened.pairs()]
    assert tags == [("zh-Hans", "en"), ("zh-Hant", "fr")]


BOLD = '<bpt i="1">&lt;b&gt;</bpt>{}<ept i="1">&lt;/b&gt;</ept>'
CODED = f"""<tmx version="1.4"><header creationtool="other" creationtoolversion="9"
 segtype="sentence" o-tmf="other" adminlang="en" srclang="zh-CN" datatype="xml"/><body>
<tu><tuv xml:lang="zh-CN"><seg>点击{BOLD.format("保存")}按钮<hi>！</hi></seg></tuv>
<tuv xml:lang="en"><seg>Click the {BOLD.format("Save")} button!</seg></tuv></tu>
<tu><tuv xml:lang="zh-CN"><seg>打开<ph x="1">{{0}}</ph>文件</seg></tuv>
<tuv xml:lang="en"><seg>Open the file <ph x="1">{{0}}</ph></seg></tuv></tu>
</body></tmx>
"""
CODED_XLIFF = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"
 srcLang="zh-CN" trgLang="en"><file id="f"><unit id="u"><segment state="final">
<source>点击<pc id="1">保存</pc>按钮</source><target>Click the <pc id="1">Save</pc> button</target>
</segment></unit></file></xliff>
"""


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        (
            "theirs.tmx",
            CODED,
            [("点击保存按钮！", "Click the Save button!"), ("打开{0}文件", "Open the file {0}")],
        ),
        ("theirs.xlf", CODED_XLIFF, [("点击保存按钮", "Click the Save button")]),
    ],
)
def test_formatting_codes_of_other_tools_are_not_remembered_but_what_stands_for_words_is(
    name: str, text: str, wanted: list[tuple[str, str]], memory: Path
) -> None:
    with pipeline.open_memory(memory, create=True) as opened:
        pipeline.learn(opened, pipeline.parse_bilingual(text.encode(), name))
        assert sorted((pair.source, pair.target) for pair in opened.pairs()) == sorted(wanted)
