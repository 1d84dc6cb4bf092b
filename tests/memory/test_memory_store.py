"""What goes into a memory, what replaces what, and what comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from glossa.errors import UsageError
from glossa.memory import Added, Hit, Memory, Pair, Query
from glossa.model import Kind, MatchType, State

CASES = Path(__file__).parents[1] / "cases" / "memory-lookup.json"
DEFAULTS = {"source_language": "zh-Hans", "target_language": "en", "state": "reviewed"}


def pair(source: str, target: str, state: State = State.REVIEWED, **more: Any) -> Pair:
    return Pair(source, target, "zh-Hans", "en", state, **more)


def query(source: str, **more: Any) -> Query:
    return Query(source, "zh-Hans", "en", **more)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory.open(tmp_path / "a.memory", create=True) as memory:
        yield memory


def one(memory: Memory, asked: Query, threshold: float = 0.75) -> Hit | None:
    return memory.look_up([asked], threshold=threshold)[0]


def _cases() -> list[Any]:
    cases = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else [],
        )
        for case in cases
    ]


@pytest.mark.parametrize("case", _cases())
def test_cases_that_a_linguist_can_edit(memory: Memory, case: dict[str, Any]) -> None:
    for given in case["memory"]:
        fields = {**DEFAULTS, **given}
        memory.add([Pair(**{**fields, "state": State(fields["state"])})])
    asked = {"language": "zh-Hans", "target_language": "en", **case["query"]}
    hit = one(memory, Query(**asked), threshold=case.get("threshold", 0.75))
    found = None if hit is None else {"target": hit.target, "match": hit.match.value}
    if hit is not None and "rivals" in (case["answer"] or {}):
        found["rivals"] = hit.rivals
    assert found == case["answer"]


def test_every_field_of_a_pair_comes_back(memory: Memory) -> None:
    whole = Pair(
        "  新闻\n中心 ", "News\tCentre", "zh-Hans", "en-GB", State.FINAL, MatchType.ALIGNED,
        "kept.tmx", "前", "后", Kind.HEADLINE, "页.txt", "u3.s1", "ask Li\nagain",
    )  # fmt: skip
    assert memory.add([whole]) == Added(new=1)
    assert list(memory.pairs()) == [whole]
    hit = one(memory, Query("新闻 中心", "zh", "en", before="前", after="后"))
    assert hit is not None
    assert (hit.pair, hit.match, hit.score) == (whole, MatchType.IN_CONTEXT, 1.0)


def test_the_same_again_changes_nothing(memory: Memory) -> None:
    given = [pair("首页", "Home"), pair("关于我们", "About us", before="首页")]
    memory.add(given)
    digest, revision = memory.digest, memory.stats().revision
    assert memory.add(given) == Added(same=2)
    assert (memory.digest, memory.stats().revision) == (digest, revision)


def test_a_person_replaces_a_machine_and_never_the_other_way(memory: Memory) -> None:
    machine = pair("首页", "Front", State.TRANSLATED, match=MatchType.ENGINE)
    assert memory.add([machine]) == Added(new=1)
    assert memory.add([pair("首页", "Home")]) == Added(replaced=1)
    assert memory.add([machine]) == Added(refused=1)
    assert [found.target for found in memory.pairs()] == ["Home"]


def test_the_later_person_replaces_the_earlier_even_what_was_final(memory: Memory) -> None:
    memory.add([pair("首页", "Home", State.FINAL)])
    assert memory.add([pair("首页", "Main page")]) == Added(replaced=1)
    assert [found.target for found in memory.pairs()] == ["Main page"]


def test_the_same_word_from_a_lower_state_does_not_take_the_release_back(memory: Memory) -> None:
    memory.add([pair("首页", "Home", State.FINAL)])
    assert memory.add([pair("首页", "Home", State.REVIEWED)]) == Added(same=1)
    assert [found.state for found in memory.pairs()] == [State.FINAL]


def test_a_remark_outlives_a_later_target_without_one(memory: Memory) -> None:
    memory.add([pair("首页", "Home", note="as on the old site")])
    memory.add([pair("首页", "Main page")])
    assert [found.note for found in memory.pairs()] == ["as on the old site"]


@pytest.mark.parametrize(
    "useless",
    [
        pair("", "Home"),
        pair("首页", "  "),
        pair("首页", "首页", State.INITIAL),
        pair("首页 \ud800", "Home"),
    ],
)
def test_what_cannot_be_remembered_is_counted(memory: Memory, useless: Pair) -> None:
    assert memory.add([useless, pair("关于", "About")]) == Added(new=1, refused=1)


def test_the_last_of_two_in_one_addition_stands(memory: Memory) -> None:
    assert memory.add([pair("首页", "Home"), pair("首页", "Main")]) == Added(new=1, replaced=1)
    assert [found.target for found in memory.pairs()] == ["Main"]


def test_the_digest_does_not_depend_on_the_order(tmp_path: Path) -> None:
    given = [pair(f"第{number}页", f"Page {number}", page=f"p{number % 3}") for number in range(30)]
    digests = set()
    for number, order in enumerate((given, given[::-1], given[10:] + given[:10])):
        with Memory.open(tmp_path / f"{number}.memory", create=True) as memory:
            for begin in range(0, 30, 7 + number):
                memory.add(order[begin : begin + 7 + number])
            digests.add(memory.digest)
    assert len(digests) == 1


def test_the_digest_tells_memories_apart_and_comes_back(memory: Memory) -> None:
    seen = [memory.digest]
    for changed in (
        pair("首页", "Home"),
        pair("首页", "Home", State.FINAL),
        pair("首页", "Main", State.FINAL),
        pair("首页", "Home", State.FINAL),
    ):
        memory.add([changed])
        seen.append(memory.digest)
    assert seen[0] == "0" * 64
    assert len(set(seen)) == 4
    assert seen[2] == seen[4]


def test_the_later_of_two_persons_counts_where_no_context_decides(memory: Memory) -> None:
    memory.add([pair("首页", "Home", before="一")])
    memory.add([pair("首页", "Main page", before="二")])
    asked = query("首页", before="三")
    first = one(memory, asked)
    assert first is not None
    assert (first.target, first.rivals) == ("Main page", 1)
    early = memory.digest
    memory.add([pair("首页", "Home", before="四")])
    second = one(memory, asked)
    assert second is not None
    assert (second.target, second.rivals) == ("Home", 1)
    assert memory.digest != early


def test_what_is_asked_for_in_its_own_tags_comes_first(memory: Memory) -> None:
    memory.add([Pair("颜色", "colour", "zh-Hans", "en-GB", State.REVIEWED)])
    memory.add([Pair("颜色", "color", "zh-Hans", "en-US", State.REVIEWED)])
    found = [one(memory, Query("颜色", "zh-CN", tag)) for tag in ("en-GB", "en-US", "de")]
    assert [hit and hit.target for hit in found] == ["colour", "color", None]


def test_a_machine_s_own_sentence_stands_back_behind_a_person_s_with_another_date(
    memory: Memory,
) -> None:
    memory.add(
        [
            pair("发布日期: 2025年09月26日", "Published on 26 September 2025"),
            pair("发布日期: 2026年01月03日", "Release date 2026-01-03", State.TRANSLATED),
        ]
    )
    hit = one(memory, query("发布日期: 2026年01月03日"))
    assert hit is not None
    assert (hit.target, hit.score) == ("Published on 3 January 2026", 0.99)


def test_a_threshold_over_one_asks_for_the_very_same_only(memory: Memory) -> None:
    memory.add([pair("今天天气很好", "Fine weather today")])
    near = query("今天天气很坏")
    assert one(memory, near, threshold=0.7) is not None
    assert one(memory, near, threshold=1.01) is None
    with pytest.raises(UsageError, match="threshold"):
        memory.look_up([near], threshold=0)


def test_candidates_come_likest_first_and_no_more_than_wanted(memory: Memory) -> None:
    sentence = "数据库的备份必须每天晚上进行一次"
    memory.add([pair(sentence[:cut], f"cut at {cut}") for cut in range(9, 17)])
    found = memory.candidates(query(sentence), 3)
    assert [candidate.pair.source for candidate in found] == [
        sentence[:cut] for cut in (16, 15, 14)
    ]
    assert [round(candidate.score, 3) for candidate in found] == [1.0, 0.938, 0.875]
    assert memory.candidates(query("完全不同的句子"), 3) == []


def test_english_and_other_sources_are_found_too(memory: Memory) -> None:
    given = {
        "en": ("Save the document before closing", "Save a document before closing"),
        "ru": ("Сохраните документ перед закрытием", "Сохраните документы перед закрытием"),
        "ja": ("文書を保存してください", "文書を保存して下さい"),
        "ug": ("ھۆججەتنى ساقلاڭ دەرھال", "ھۆججەتنى ساقلاڭ ھازىر"),
        "th": ("บันทึกเอกสารก่อนปิด", "บันทึกเอกสารก่อนออก"),
    }
    memory.add([Pair(a, f"in {tag}", tag, "fr", State.FINAL) for tag, (a, _) in given.items()])
    for tag, (_, asked) in given.items():
        hit = one(memory, Query(asked, tag, "fr"), threshold=0.6)
        assert hit is not None, tag
        assert hit.target == f"in {tag}"


def test_stats_count_everything(memory: Memory) -> None:
    memory.add([pair("首页", "Home", page="a"), pair("关于", "About", State.FINAL, page="b")])
    memory.add([pair("新闻", "News", State.TRANSLATED, match=MatchType.ENGINE, page="b")])
    stats = memory.stats()
    assert (stats.pairs, stats.revision, len(memory)) == (3, 2, 3)
    assert stats.languages == ((("zh-Hans", "en"), 3),)
    assert dict(stats.states) == {State.REVIEWED: 1, State.FINAL: 1, State.TRANSLATED: 1}
    assert dict(stats.matches) == {MatchType.HAND: 2, MatchType.ENGINE: 1}
    assert stats.pages == (("a", 1), ("b", 2))
    assert stats.size > 4096


def test_pairs_come_in_the_order_of_their_pages(memory: Memory) -> None:
    memory.add([pair(f"第{at}段", "x", page="b", entry=f"u{at}.s1") for at in (10, 2, 1)])
    memory.add([pair("甲", "x", page="a", entry="u7.s1")])
    assert [found.entry for found in memory.pairs()] == ["u7.s1", "u1.s1", "u2.s1", "u10.s1"]


def test_compacting_loses_no_word_of_a_person(memory: Memory) -> None:
    persons = [pair("首页", "Home", before="一"), pair("首页", "Main", before="二")]
    machines = [
        pair("首页", "Front", State.TRANSLATED, before="三"),
        pair("新闻", "News", State.TRANSLATED, before="一"),
        pair("新闻", "News", State.TRANSLATED, before="二"),
        pair("新闻", "Newses", State.TRANSLATED, before="三"),
    ]
    memory.add([*machines, *persons])
    before = list(memory.pairs())
    done = memory.compact()
    assert (done.outranked, done.merged, done.kept) == (1, 1, 4)
    left = list(memory.pairs())
    assert [found for found in before if found.by_person] == persons
    assert [found for found in left if found.by_person] == persons
    hit = one(memory, query("首页", before="二"))
    assert hit is not None
    assert (hit.target, hit.match) == ("Main", MatchType.IN_CONTEXT)
    assert memory.search("main") == [persons[1]]
    again = memory.compact()
    assert (again.outranked, again.merged, again.kept) == (0, 0, 4)
    assert memory.candidates(query("首页新"), 3)


def test_the_digest_after_compacting_is_that_of_a_memory_filled_so(tmp_path: Path) -> None:
    with Memory.open(tmp_path / "a", create=True) as first:
        first.add([pair("首页", "Front", State.TRANSLATED, before="三"), pair("首页", "Home")])
        first.compact()
        digest = first.digest
    with Memory.open(tmp_path / "b", create=True) as second:
        second.add([pair("首页", "Home")])
        assert second.digest == digest


def test_an_index_made_by_other_rules_is_made_anew(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.add([pair("今天天气很好", "Fine weather today")])
    digest = memory.digest
    monkeypatch.setattr("glossa.memory.index.ABSTRACT_VERSION", "another")
    memory._connection.execute("DELETE FROM gram")
    memory._connection.execute("DELETE FROM likeness")
    assert one(memory, query("今天天气真好")) is None
    memory.add([pair("明天", "Tomorrow")])
    hit = one(memory, query("今天天气真好"))
    assert hit is not None
    assert hit.target == "Fine weather today"
    assert memory.digest != digest


def test_a_source_on_thousands_of_pages_is_asked_for_as_quickly_as_another(memory: Memory) -> None:
    memory.add([pair("首页", "Home", before=f"第{at}条") for at in range(600)])
    steps: list[int] = []
    memory._connection.set_progress_handler(lambda: steps.append(1), 100)
    hit = memory.exact(query("首页", before="第77条"))
    memory._connection.set_progress_handler(None, 0)
    assert hit is not None
    assert (hit.match, hit.rivals) == (MatchType.IN_CONTEXT, 0)
    assert len(steps) < 60  # SQLite's own steps, in hundreds; reading all rows takes over 100


def test_hits_say_who_stands_behind_them(memory: Memory) -> None:
    known = pair("首页", "Home", origin="Li", page="a.txt", entry="u1.s1")
    memory.add([known])
    hit = one(memory, query("首页"))
    assert hit is not None
    assert hit.pair == known
    assert replace(hit, pair=known) == hit


@pytest.mark.parametrize("source", ["\udcfe", "…\ud83d", "\udcff 早"])
def test_bytes_of_a_page_that_are_no_text_can_be_asked_for(memory: Memory, source: str) -> None:
    memory.add([Pair("?", "!", "zh-Hans", "en", State.REVIEWED)])
    hit = one(memory, Query(source, "zh-Hans", "en"))
    assert hit is None
    assert one(memory, Query("早", "zh-Hans", "en", before=source)) is None


@pytest.mark.parametrize("threshold", [2.0, 0.5], ids=["the very same", "nearly the same"])
def test_memories_with_one_digest_answer_alike(tmp_path: Path, threshold: float) -> None:
    pairs = [
        Pair(
            "今天天气很好", "Fine weather", tag, "en", State.REVIEWED,
            before=f"前{page}", page=f"{page}.txt",
        )
        for page in range(70) for tag in ("zh-Hans", "zh-CN")
    ]  # fmt: skip
    answers = []
    for name, given in (("a", pairs), ("b", pairs[::-1]), ("c", pairs[::2] + pairs[1::2])):
        with Memory.open(tmp_path / name, create=True) as memory:
            memory.add(given[:70])
            memory.add(given[70:])
            source = "今天天气很好" if threshold > 1 else "今天天气真好"
            asked = [Query(source, tag, "en") for tag in ("zh", "zh-Hans", "zh-CN")]
            asked.append(Query(source, "zh", "en", before="前7"))
            answers.append((memory.digest, memory.look_up(asked, threshold=threshold)))
            assert all(answers[-1][1])
    assert answers[0] == answers[1] == answers[2]
