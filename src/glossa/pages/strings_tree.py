"""The keys above a string of JSON or YAML, and which strings their shape marks as texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from glossa.markup import Markup
from glossa.model import Finding, Severity
from glossa.pages.strings_choice import is_language, is_side_by_side, reads_as_text

__all__ = ["Branch", "Chosen", "choose"]

_CHROME: Final = frozenset({"message", "description", "placeholders", "hash"})
_NEAR: Final = 4


@dataclass(slots=True)
class Branch:
    """An object or a list, and the one it stands in."""

    parent: Branch | None
    key: str
    is_list: bool = False
    number: int = 0
    """Counted from 1 in the order of the file; 0 for the file as a whole."""
    keys: dict[str, int] = field(default_factory=dict)
    """How often each key stands in it."""
    top: list[int] = field(default_factory=lambda: [0])
    side_by_side: bool | None = None
    """Whether it, or one around it, holds the same in several languages; None: not yet asked."""

    def has(self, key: str) -> bool:
        """Whether the key stands in it already."""
        return key in self.keys

    def add(self, key: str) -> None:
        """Note a key whose value is no branch."""
        if not self.is_list:
            self.keys[key] = self.keys.get(key, 0) + 1

    def grown(self, key: str, *, is_list: bool) -> Branch:
        """A new branch under `key`."""
        self.add(key)
        self.top[0] += 1
        return Branch(self, "" if self.is_list else key, is_list, self.top[0], top=self.top)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A string of the file."""

    branch: Branch
    key: str
    """`""` in a list."""
    value: str
    place: tuple[int, int]
    """Of the whole string in the file, with its quotes."""

    @property
    def markup(self) -> Markup:
        """The nearest keys, outermost first."""
        path = [self.key] if self.key and not self.branch.is_list else []
        here: Branch | None = self.branch
        while here is not None and len(path) < _NEAR:
            if here.key:
                path.append(here.key)
            here = here.parent
        return Markup("string", tuple(reversed(path)), group=self.branch.number)

    @property
    def nearest(self) -> str:
        """The key that says what the value is for: its own, or that of its list."""
        return self.branch.key if self.branch.is_list else self.key


def choose(leaves: Sequence[Chosen], name: str) -> tuple[list[Chosen], list[Finding]]:
    """The strings that a reader sees, and remarks on the shape of the file."""
    findings: list[Finding] = []
    chosen = []
    beside = 0
    for leaf in leaves:
        if _is_beside(leaf.branch):
            beside += reads_as_text(leaf.value)
        elif not _is_remark(leaf) and reads_as_text(leaf.value, leaf.nearest):
            chosen.append(leaf)
    if beside:
        findings.append(
            Finding(
                "languages-side-by-side",
                f"{beside} texts stand under keys that name languages, the same in several of "
                "them; they were left as they are. Name a file of one language to translate it.",
                Severity.WARNING,
                where=name,
            )
        )
    locale = _locale(leaves)
    if locale and chosen:
        findings.append(
            Finding(
                "locale-key",
                f"All stands under the key {locale!r}, the name of its language. The key was left: "
                "rename it to that of the translation.",
                Severity.INFO,
                where=name,
                raw=locale,
            )
        )
    return chosen, findings


def _is_beside(branch: Branch) -> bool:
    """Asked once a branch, from the outside in, without recursion."""
    chain = []
    here: Branch | None = branch
    while here is not None and here.side_by_side is None:
        chain.append(here)
        here = here.parent
    answer = here.side_by_side is True if here else False
    for one in reversed(chain):
        answer = answer or (not one.is_list and is_side_by_side(one.keys))
        one.side_by_side = answer
    return answer


def _is_remark(leaf: Chosen) -> bool:
    """Whether a string is for translators: `description` of Chrome, `@key` of ARB."""
    chain: list[Branch] = []
    here: Branch | None = leaf.branch
    while here is not None and here.parent is not None and len(chain) < _NEAR:
        chain.append(here)
        here = here.parent
    if leaf.key.startswith("@") or any(one.key.startswith("@") for one in chain):
        return True
    messages = [one for one in chain if "message" in one.keys and one.keys.keys() <= _CHROME]
    return bool(messages) and not (messages[0] is leaf.branch and leaf.key == "message")


def _locale(leaves: Sequence[Chosen]) -> str:
    """The one key of the file that names a language, with all else under it; or nothing."""
    if not leaves:
        return ""
    here = leaves[0].branch
    above: Branch | None = here
    while above is not None and above.parent is not None and above.parent.parent is not None:
        above = above.parent
    if above is None or above.parent is None or above.is_list:
        return ""
    only = list(above.keys)
    return only[0] if len(only) == 1 and is_language(only[0]) and here is not above else ""
