"""What stands inside a block of Markdown, and where: markdown-it-py's own reading, followed.

It gives no places for inline elements, so each of its rules is watched: what it took, from where.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

__all__ = ["MATH", "Event", "trace"]

_NOTE: Final = re.compile(r"\[\^[^\]\s]+\]")
# Pandoc's rule: no blank behind the first sign, none before the last, no digit after it. Prose in
# it (Chinese, or money: `$5 and US$`) makes it no formula.
MATH: Final = re.compile(
    r"\$\$[^$]+?\$\$"
    r"|\$(?![\s$])(?!\d[\d.,]*[\s,;。，；])(?:\\.|[^$\\\u3000-\u303f\u3400-\u9fff\uff00-\uffef])"
    r"*?(?<![\s\\])\$(?!\d)|\\\((?:[^\\\u3400-\u9fff]|\\[^)])*\\\)",
    re.DOTALL,
)
"""A formula between signs of money."""
_SHORTCODE: Final = re.compile(
    r"\{\{[<%].{0,1000}?[>%]\}\}|\{%.{0,1000}?%\}|\{\{[^{}]*\}\}"
    r"|\{:?[ ]*[#.][^{}\n]*\}|\{:[^{}\n]*\}",
    re.DOTALL,
)
"""Bounded, so that one which is never closed is not looked for to the end from each that opens."""


@dataclass(slots=True)
class Event:
    """What one rule took."""

    rule: str
    """The name of markdown-it's rule, or `note`, `math`, `shortcode`; `text` for all others."""
    start: int
    """Offset into the content."""
    end: int
    type: str = ""
    """The type of the token that it made: `softbreak`, `code_inline`, `image`, `em_open` ..."""
    content: str = ""
    """Of that token."""
    markup: str = ""
    label_end: int = -1
    """Of links: where the text of the link ends."""
    titled: bool = False
    """Whether a link or an image has a title."""
    tokens: list[Token] = field(default_factory=list)


def trace(content: str, env: dict[str, Any]) -> list[Event]:
    """The events of one block, by start; a link before what stands in it.

    Delimiters of emphasis are events of their own, `em_open` and its like where they have an
    effect, else `text`.
    """
    md = _parser()
    md.inline.seen = []
    md.inline.depth = 0
    md.inline.parse(content, md, env, [])
    return list(_settled(md.inline.seen))


def _watched() -> Any:
    from markdown_it.parser_inline import ParserInline

    class Watched(ParserInline):
        """Notes what each rule takes."""

        seen: list[Event]
        depth: int = 0
        """Inside the text of an image, which is read apart."""

        def parse(self, src: str, md: Any, env: Any, tokens: list[Token]) -> list[Token]:
            self.depth += 1
            try:
                return super().parse(src, md, env, tokens)
            finally:
                self.depth -= 1

        def tokenize(self, state: StateInline) -> None:
            rules = list(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
            end = state.posMax
            while state.pos < end:
                if not _taken(self, state, rules):
                    self.note(Event("text", state.pos, state.pos + 1), len(self.seen))
                    state.append_pending(state.src[state.pos])
                    state.pos += 1
            if state.pending:
                state.pushPending()

        def note(self, event: Event, index: int) -> None:
            if self.depth == 1:
                self.seen.insert(index, event)

    return Watched()


def _taken(
    inline: Any, state: StateInline, rules: Sequence[tuple[str, Callable[..., bool]]]
) -> bool:
    """Let the first rule that fits take what stands here."""
    if state.level >= state.md.options["maxNesting"]:
        return False
    start, count, index = state.pos, len(state.tokens), len(inline.seen)
    for name, rule in rules:
        if rule(state, False):
            inline.note(_event(name, start, state, state.tokens[count:]), index)
            return True
    return False


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    md: Any = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    inline = _watched()
    inline.ruler.enableOnly(md.inline.ruler.get_active_rules())
    inline.ruler2.enableOnly(md.inline.ruler2.get_active_rules())
    inline.ruler.before("escape", "math", _rule("math", "$\\", MATH))
    inline.ruler.before("link", "note", _rule("note", "[", _NOTE))
    inline.ruler.before("link", "shortcode", _rule("shortcode", "{", _SHORTCODE))
    md.inline = inline
    return md


def _rule(name: str, signs: str, pattern: re.Pattern[str]) -> Callable[..., bool]:
    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in signs:
            return False
        match = pattern.match(state.src, state.pos, state.posMax)
        if match is None:
            return False
        if not silent:
            state.push(name, "", 0).content = match.group()
        state.pos = match.end()
        return True

    return rule


def _event(name: str, start: int, state: StateInline, made: list[Token]) -> Event:
    """What a rule did; the last token is its own, one before it may be text from earlier."""
    event = Event(name, start, state.pos)
    if name in {"emphasis", "strikethrough"}:
        event.tokens = made
        event.content = state.src[start : state.pos]
        return event
    if name in {"text", "entity"} and not made:
        event.rule = "text"
        return event
    if made and name != "text":
        token = made[-1]
        event.type, event.content, event.markup = token.type, token.content, token.markup
        opener = next((one for one in made if one.type == "link_open"), token)
        event.titled = bool(opener.attrGet("title"))
    if name == "link":
        event.label_end = state.md.helpers.parseLinkLabel(_rewound(state, start), start, True)
    return event


def _rewound(state: StateInline, start: int) -> StateInline:
    """A state of its own, in which the end of a label can be looked for once more."""
    from markdown_it.rules_inline import StateInline as State

    made = State(state.src, state.md, state.env, [])
    made.posMax = state.posMax
    made.pos = start
    made.cache = state.cache
    return made


def _settled(seen: list[Event]) -> Iterator[Event]:
    """Events with what became of the delimiters; known only when the whole block was read."""
    for event in seen:
        if not event.tokens:
            yield event
            continue
        yield from _delimiters(event)


def _delimiters(event: Event) -> Iterator[Event]:
    """The delimiters of one run. `strong` was made of two signs, the outer token is empty."""
    size = 2 if event.rule == "strikethrough" and event.end - event.start > 1 else 1
    marks: list[tuple[int, str]] = []
    at = event.end
    for token in reversed(event.tokens):
        if at <= event.start:
            break
        step = min(size, at - event.start)
        at -= step
        marks.append((at, token.type))
    at = event.start
    sign = event.content[0]
    found = sorted(marks)
    for number, (place, kind) in enumerate(found):
        stop = found[number + 1][0] if number + 1 < len(found) else event.end
        start = place - 1 if kind == "strong_open" else max(at, place)
        stop = stop + 1 if kind == "strong_close" else stop
        if kind != "text":
            if at < start:
                yield Event("text", at, start)
            yield Event("delimiter", start, stop, kind, markup=sign * (stop - start))
            at = stop
    if at < event.end:
        yield Event("text", at, event.end)
