"""The blocks of Markdown, as CommonMark and GFM see them, and where their text stands.

markdown-it-py finds the blocks; what other dialects have (footnotes, formulas, shortcodes) is added
to it as rules of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

__all__ = ["Block", "Source", "blocks_of", "parser"]

_BREAK: Final = re.compile("\r\n|\r|\n")
_NOTE: Final = re.compile(r"\[\^[^\]\s]+\]:")
_TASK: Final = re.compile(r"\[[ xX]\](?=[ \t])[ \t]+")
# Blocks that no reader of prose may touch: (first line, last line).
_KEPT: Final = (
    (re.compile(r"\$\$(?!.*\$\$\s*$)"), re.compile(r".*\$\$\s*$")),
    (re.compile(r"\$\$.*\$\$\s*$"), None),
    (re.compile(r"\\\[\s*$"), re.compile(r".*\\\]\s*$")),
    (
        re.compile(r"\{%-?\s*(highlight|raw|comment|code|mermaid|capture|assign)\b.*%\}(?!.*%\})"),
        re.compile(r".*\{%-?\s*end(?:highlight|raw|comment|code|mermaid|capture)\b"),
    ),
    (
        re.compile(r"\{\{[<%]\s*(highlight|mermaid|katex|math|code|raw|gist)\b(?!.*/\s*[>%]\}\})"),
        re.compile(r".*\{\{[<%]\s*/\s*(?:highlight|mermaid|katex|math|code|raw|gist)\b"),
    ),
)
_ALERT: Final = re.compile(r"\[![A-Za-z-]+\][+-]?[ \t]*")
_CONTAINER: Final = re.compile(r":{3,}[ \t]*(?:\{.*\}|[\w-]*)[ \t]*(.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Source:
    """A file by lines."""

    raw: str
    lines: tuple[tuple[int, int], ...]
    """Where each stands, without its line end."""

    @classmethod
    def of(cls, raw: str) -> Source:
        """The lines of a file, as CommonMark counts them."""
        found = []
        at = 0
        for match in _BREAK.finditer(raw):
            found.append((at, match.start()))
            at = match.end()
        return cls(raw, (*found, (at, len(raw))))

    def normal(self, skip: int) -> str:
        """The text for the parser, line for line; those before character `skip` are blank."""
        shown = ["" if start < skip else self.raw[start:end] for start, end in self.lines]
        text = "\n".join(shown).replace("\x00", "\ufffd")
        return re.sub("[\ud800-\udfff]", "\ufffd", text)


@dataclass(frozen=True, slots=True)
class Block:
    """One block with text, or raw HTML."""

    element: str
    """`p`, `h1`, `li`, `td`, `html` ..."""
    path: tuple[str, ...]
    group: int
    lines: tuple[tuple[int, int], ...]
    """Where the lines of its text stand in the file."""


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough, and with the blocks of other dialects."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    alt: Any = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    made.block.ruler.before("fence", "kept", _kept, alt)
    made.block.ruler.before("reference", "note", _note, alt)
    return made


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _kept(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Formulas and shortcodes that hold no prose, up to their end."""
    if state.is_code_block(start):
        return False
    text = _line(state, start)
    container = _CONTAINER.match(text)
    last = start
    if not container:
        last = _last_line(state, text, start, end)
        if last < 0:
            return False
    if silent:
        return True
    if container and container[1]:
        token = state.push("container", "p", 0)
        token.content = container[1]
        token.map = [start, start + 1]
    state.line = last + 1
    return True


def _last_line(state: StateBlock, text: str, start: int, end: int) -> int:
    for first, final in _KEPT:
        if not first.match(text):
            continue
        if final is None or final.match(text[2:]):
            return start
        for number in range(start + 1, end):
            if final.match(_line(state, number)):
                return number
    return -1


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[^1]: text`: a block that holds blocks, indented by four behind its first line."""
    if state.is_code_block(start):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    match = _NOTE.match(state.src, begin, state.eMarks[start])
    if not match:
        return False
    if silent:
        return True
    token = state.push("note_open", "div", 1)
    token.map = [start, start]
    kept: Any = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    width = match.end() - begin
    text = state.src[match.end() : state.eMarks[start]]
    blank = len(text) - len(text.lstrip(" \t"))
    state.bMarks[start] = match.end()
    state.tShift[start] = blank
    state.blkIndent += 4
    state.sCount[start] = max(kept[2] + width, state.blkIndent)
    state.parentType = "note"
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= 4
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = kept
    token.map[1] = state.line
    state.push("note_close", "div", -1)
    return True


def blocks_of(source: Source, skip: int, env: dict[str, Any]) -> Iterator[Block]:
    """The blocks in the order of the file; `env` takes up what links refer to.

    `skip`: where the text begins, behind the front matter.
    """
    md = parser()
    tokens: list[Token] = []
    md.block.parse(source.normal(skip), md, env, tokens)
    path: list[tuple[str, int]] = []
    count = 0
    row: list[tuple[int, int]] = []
    for token in tokens:
        if token.nesting > 0:
            count += 1
            path.append((token.tag, count))
            if token.type == "tr_open" and token.map:
                row = _cells(source, token.map[0])
            continue
        if token.nesting < 0:
            path.pop()
            continue
        if token.type not in {"inline", "html_block", "container"} or not token.map:
            continue
        lines = _place(source, token, row, path)
        if lines:
            yield _block(token, lines, path)


def _block(token: Token, lines: Sequence[tuple[int, int]], path: list[tuple[str, int]]) -> Block:
    above = path if token.type == "html_block" else path[:-1]
    element = path[-1][0] if path and token.type == "inline" else "p"
    group = above[-1][1] if above else 0
    if element == "p" and above and above[-1][0] == "li":
        element, above = "li", above[:-1]
        group = above[-1][1] if above else group
    if token.type == "html_block":
        element = "html"
    return Block(element, tuple(tag for tag, _ in above), group, tuple(lines))


def _place(
    source: Source, token: Token, row: list[tuple[int, int]], path: list[tuple[str, int]]
) -> list[tuple[int, int]]:
    """Where the text of a block stands: its lines without indents and signs."""
    first = token.map[0] if token.map else 0
    if token.type == "html_block":
        return _html_lines(source, token, path)
    if path[-1:] and path[-1][0] in {"td", "th"}:
        return [row.pop(0)] if row else []
    contents = token.content.split("\n")
    found = []
    for number, content in enumerate(contents):
        bare = content.strip(" \t")
        place = _within(source, source.lines[first + number], bare)
        if place is None:
            return []
        found.append(place)
    # `> [!NOTE]`, as GitHub and Obsidian mark what a quotation is for.
    alert = _ALERT.match(source.raw, *found[0])
    if alert and len(path) > 1 and path[-2][0] == "blockquote":
        found[0] = (alert.end(), found[0][1])
        if alert.end() == found[0][1]:
            found.pop(0)
        if not found:
            return []
    is_item = len(path) > 1 and path[-2][0] == "li"
    start, end = found[0]
    task = _TASK.match(source.raw, start, end) if is_item else None
    if task:
        found[0] = (task.end(), end)
    # What stands behind the last line is no hard break.
    start, end = found[-1]
    found[-1] = (start, start + len(source.raw[start:end].rstrip(" \t")))
    return found


def _html_lines(source: Source, token: Token, path: list[tuple[str, int]]) -> list[tuple[int, int]]:
    """The lines of raw HTML; none inside a quotation, where signs stand between them."""
    first, last = token.map or [0, 0]
    contents = token.content.split("\n")
    begin = _within(source, source.lines[first], contents[0].strip(" \t"))
    if begin is None or (last - first > 1 and any(tag == "blockquote" for tag, _ in path)):
        return []
    rest = [line for line in source.lines[first + 1 : last] if line[0] < line[1]]
    return [begin, *rest]


def _within(source: Source, line: tuple[int, int], bare: str) -> tuple[int, int] | None:
    """Where the text of one line begins; blanks at its end are part of it."""
    start, end = line
    text = re.sub("[\ud800-\udfff]", "\ufffd", source.raw[start:end]).replace("\x00", "\ufffd")
    stop = len(text.rstrip(" \t"))
    if text[:stop].endswith(bare):
        return start + stop - len(bare), end
    at = text.rfind(bare)  # the closing signs of a heading stand behind it
    return (start + at, start + at + len(bare)) if at >= 0 else None


def _cells(source: Source, number: int) -> list[tuple[int, int]]:
    """The cells of one row of a table, without the blanks in them."""
    start, end = source.lines[number]
    text = source.raw[start:end]
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", text)]
    edges = [-1, *bars, len(text)]
    cells = [(a + 1, b) for a, b in pairwise(edges)]
    first = text[: cells[0][1]]
    # Signs of quotes and lists stand before the first bar.
    prefix = re.match(r"[ \t]*(?:>[ \t]?|[-+*][ \t]+|\d{1,9}[.)][ \t]+)*", first)
    lead = prefix.end() if prefix else 0
    if not first[lead:].strip() and len(cells) > 1:
        cells.pop(0)
    else:
        cells[0] = (lead, cells[0][1])
    if len(cells) > 1 and not text[cells[-1][0] :].strip():
        cells.pop()
    found = []
    for a, b in cells:
        cell = text[a:b]
        bare = cell.strip(" \t")
        at = start + a + len(cell) - len(cell.lstrip(" \t"))
        found.append((at, at + len(bare)))
    return found
