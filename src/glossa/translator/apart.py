"""Signs that no engine should read: emoji and bullets around a text, invisible ones inside it.

A model makes words of a sign that it does not know (`🔥热门` came out as *Rock*), and one invisible
character cuts a word it knows in two. Such signs around the text are put back around the answer;
what cannot be seen is left out. docs/decisions/0016 has more.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from glossa.model import Step
from glossa.script import has_han, written_in_han

__all__ = ["Apart", "legible", "set_apart"]

ACTION: Final = "set-apart"
# Arrows, boxes, stars, emoji, private use; not enclosed numbers and ideographs, which say much.
_SIGNS: Final = (
    "\u2190-\u21ff\u2300-\u23ff\u2500-\u2bff\ufffc\ufffd\ue000-\uf8ff"
    "\U0001f000-\U0001f0ff\U0001f300-\U0001faff\U000f0000-\U0010fffd"
    # what joins and colours emoji, and the letters of flags
    "\u200d\u20e3\ufe0e\ufe0f\U000e0020-\U000e007f\U0001f1e6-\U0001f1ff"
)
_ANY: Final = re.compile(f"[{_SIGNS}]")
_EDGE: Final = f"[{_SIGNS} \u00a0\u3000]"
_HEAD: Final = re.compile(f"{_EDGE}++")
_TAIL: Final = re.compile(f"(?<!{_EDGE}){_EDGE}++$")
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0d\ufeff\ufff9-\ufffb\U000e0001\U000e0100-\U000e01ef]+"
)


class Apart(NamedTuple):
    """A text without what an engine should not read."""

    steps: tuple[Step, ...]
    """What was taken out; they replay on the text that was given."""
    text: str
    """What to ask."""
    head: str
    """Signs to put back before the answer, with the blanks behind them."""
    tail: str

    def back(self, answer: str) -> tuple[tuple[Step, ...], str]:
        """The steps that put the signs back around a finished answer, and the result."""
        steps: list[Step] = []
        if self.head:
            steps.append(Step(ACTION, 0, 0, "", self.head, "rule=signs"))
        whole = self.head + answer
        if self.tail:
            steps.append(Step(ACTION, len(whole), len(whole), "", self.tail, "rule=signs"))
        return tuple(steps), whole + self.tail

    def without(self, target: str) -> str:
        """A finished target without the signs that were put back."""
        return target.removeprefix(self.head).removesuffix(self.tail)


def set_apart(text: str) -> Apart:
    """`text` without invisible characters, and without the signs at its ends.

    A text of nothing else stays as it is: no engine is asked for it.
    """
    if text.isascii() or not (_INVISIBLE.search(text) or _ANY.search(text)):
        return Apart((), text, "", "")
    seen = _INVISIBLE.sub("", text)
    head, tail = (
        found[0] if found and _ANY.search(found[0]) else ""
        for found in (_HEAD.match(seen), _TAIL.search(seen))
    )
    core = seen[len(head) : len(seen) - len(tail)]
    if not any(sign.isalnum() for sign in core):
        return Apart((), text, "", "")
    steps: list[Step] = []
    for match in reversed(list(_INVISIBLE.finditer(text))):
        start, end = match.span()
        steps.append(Step(ACTION, start, end, match[0], "", "rule=invisible"))
    if tail:
        steps.append(Step(ACTION, len(seen) - len(tail), len(seen), tail, "", "rule=signs"))
    if head:
        steps.append(Step(ACTION, 0, len(head), head, "", "rule=signs"))
    return Apart(tuple(steps), core, head, tail)


def legible(text: str, language: str) -> bool:
    """Whether an engine can make anything of a text of this language (BCP 47).

    What has no letter is copied by everybody; Chinese without an ideograph (`nǐ hǎo`, `ㄅㄆㄇ`, a
    name whose English stands written in) no model has seen.
    """
    if not any(unicodedata.category(sign)[0] == "L" or sign.isnumeric() for sign in text):
        return False
    return has_han(text) if written_in_han(language) and language[:2] != "ja" else True
