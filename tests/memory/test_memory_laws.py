"""A memory does what a plain dict of pairs would do, whatever is added in whatever order."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from glossa.memory import Memory, Pair, Query
from glossa.model import MatchType, State

RANKS = {State.TRANSLATED: 0, State.REVIEWED: 1, State.FINAL: 2}
SOURCES = st.sampled_from(["首页", "关于我们的网站"])
TARGETS = st.sampled_from(["one", "two", "three"])
AROUND = st.sampled_from(["", "前", "后", "外"])
TARGET_LANGUAGES = st.sampled_from(["en", "ug"])
PAIRS = st.builds(
    lambda source, target, language, state, before: Pair(
        source, target, "zh-Hans", language, state, before=before
    ),
    SOURCES, TARGETS, TARGET_LANGUAGES, st.sampled_from([*RANKS, State.REVIEWED]), AROUND,
)  # fmt: skip
Key = tuple[str, str, str]


class Model(RuleBasedStateMachine):
    """The memory beside a dict of (source, language, context) to (pair, when)."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.memory"
        self.memory = Memory.open(self.path, create=True)
        self.dict: dict[Key, tuple[Pair, int]] = {}
        self.clock = 0

    def teardown(self) -> None:
        self.memory.close()
        self.folder.cleanup()

    @rule(pairs=st.lists(PAIRS, max_size=4))
    def add(self, pairs: list[Pair]) -> None:
        counts = {"new": 0, "replaced": 0, "same": 0, "refused": 0}
        for pair in pairs:
            counts[self._expect(pair)] += 1
        added = self.memory.add(pairs)
        assert counts == {name: getattr(added, name) for name in counts}

    def _expect(self, pair: Pair) -> str:
        key = (pair.source, pair.target_language, pair.before)
        self.clock += 1
        if key not in self.dict:
            self.dict[key] = (pair, self.clock)
            return "new"
        old, _ = self.dict[key]
        if old.by_person and not pair.by_person:
            return "refused"
        if old.target == pair.target and RANKS[pair.state] <= RANKS[old.state]:
            return "same"
        self.dict[key] = (pair, self.clock)
        return "replaced"

    @rule(source=SOURCES, language=TARGET_LANGUAGES, before=AROUND)
    def ask(self, source: str, language: str, before: str) -> None:
        hit = self.memory.exact(Query(source, "zh-Hans", language, before=before))
        group = [
            found for found in self.dict.values()
            if (found[0].source, found[0].target_language) == (source, language)
        ]  # fmt: skip
        if not group:
            assert hit is None
            return
        assert hit is not None
        best = max(
            group,
            key=lambda one: (
                one[0].by_person,
                bool(before) and one[0].before == before,
                RANKS[one[0].state],
            ),
        )[0]
        in_context = bool(before) and best.before == before
        assert hit.match is (MatchType.IN_CONTEXT if in_context else MatchType.MEMORY)
        assert hit.pair.state is best.state
        if in_context:
            assert hit.pair == best
        else:
            last = max(at for pair, at in group if pair.state is best.state)
            assert hit.target == next(pair.target for pair, at in group if at == last)
        others = {pair.target for pair, _ in group if pair.by_person} - {hit.target}
        assert hit.rivals == len(others)

    @rule()
    def close_and_open(self) -> None:
        digest = self.memory.digest
        self.memory.close()
        self.memory = Memory.open(self.path)
        assert self.memory.digest == digest

    @precondition(lambda self: self.dict)
    @rule()
    def compact(self) -> None:
        self.memory.compact()
        left = {(pair.source, pair.target_language, pair.before) for pair in self.memory.pairs()}
        gone = {key: pair for key, (pair, _) in self.dict.items() if key not in left}
        assert not any(pair.by_person for pair in gone.values())
        for key, pair in gone.items():
            del self.dict[key]
            assert any(
                other.by_person or other.target == pair.target
                for other, _ in self.dict.values()
                if (other.source, other.target_language) == key[:2]
            )

    @invariant()
    def it_holds_what_the_dict_holds(self) -> None:
        found = sorted(self.memory.pairs(), key=repr)
        assert found == sorted((pair for pair, _ in self.dict.values()), key=repr)
        assert len(self.memory) == len(self.dict)


Model.TestCase.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
TestMemoryIsADict = Model.TestCase
