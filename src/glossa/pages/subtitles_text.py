"""What is said in cues: people who speak in turn, tags, and sentences that run on."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from glossa.pages.slots import BLANK, Piece
from glossa.pages.strings import tag_kind
from glossa.pages.subtitles_cues import Cue
from glossa.script import has_han, is_han

__all__ = ["Said", "groups", "join", "said_in"]

_TAG: Final = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z]+)(?P<rest>[^<>\r\n]*)>"
    r"|<[\d:.]+>|</>|\{\\[^{}\r\n]*\}|\{[a-zA-Z]:[^{}\r\n]*\}"
)
_ENTITY: Final = re.compile(
    r"&(?:amp|lt|gt|nbsp|lrm|rlm|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});"
)
_MARK: Final = re.compile(r"[♪♫♬♩#\s]*[♪♫♬♩][♪♫♬♩#\s]*|^\s*(?:[-‐–—－]\s*(?=\S)|>{1,3}\s*)")
_DASH: Final = re.compile(r"\s*(?:<[^<>]*>|\{\\[^{}]*\})*\s*(?:[-‐–—－](?![-–—])|>>)\s*\S")
_LAST: Final = re.compile(r"[。！？.!?…♪♫:：”\"」』)）\]】~～]\s*$")
_GOES_ON: Final = re.compile(r"[,，、;；]\s*$|[—–-]\s*$")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_LONGEST_GAP: Final = 1000
_MOST_CUES: Final = 4
_MOST_SIGNS: Final = 240


@dataclass(frozen=True, slots=True)
class Said:
    """What one person says in one cue."""

    cue: Cue
    pieces: tuple[Piece, ...]
    alone: bool
    """Whether nothing else is said in its cue, and no tag stands in it."""

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return "".join(piece.text for piece in self.pieces)


def said_in(raw: str, cue: Cue, *, is_vtt: bool) -> Iterator[Said]:
    """What is said in a cue: all of it, or line by line where people or languages take turns."""
    lines = [place for place in cue.lines if raw[slice(*place)].strip()]
    blocks = [[line] for line in lines] if _in_turns(raw, lines) else [lines] if lines else []
    for block in blocks:
        pieces: list[Piece] = []
        for start, end in block:
            made = list(_line_pieces(raw, start, end, is_vtt=is_vtt))
            if pieces and made:
                _joined_lines(pieces, made)
            else:
                pieces.extend(made)
        kept = _bare(_balanced(pieces))
        if kept:
            tagged = any(piece.what != "text" for piece in kept)
            yield Said(cue, tuple(kept), len(blocks) == 1 and not tagged)


def _in_turns(raw: str, lines: Sequence[tuple[int, int]]) -> bool:
    texts = [_TAG.sub("", raw[slice(*line)]) for line in lines]
    if len(texts) < 2:
        return False
    if sum(1 for line in lines if _DASH.match(raw[slice(*line)])) > 1:
        return True
    # One language above the other, as in subtitles for learners.
    return len({has_han(text) for text in texts if _LETTERS.search(text)}) > 1 and not any(
        has_han(text) and re.search("[A-Za-z]{3}", text) for text in texts
    )


def _line_pieces(raw: str, start: int, end: int, *, is_vtt: bool) -> Iterator[Piece]:
    at = start
    while at < end:
        tag = _TAG.match(raw, at, end)
        if tag:
            name = (tag["name"] or "").lower()
            is_pair = name and not (tag["rest"] or "").endswith("/") and name != "br"
            what = "at" if not is_pair else "close" if tag["close"] else "open"
            yield Piece(what, at, tag.end(), name, "style" if name == "c" else tag_kind(name))
            at = tag.end()
            continue
        entity = _ENTITY.match(raw, at, end) if is_vtt else None
        if entity:
            yield Piece("text", at, entity.end(), html.unescape(entity.group()))
            at = entity.end()
            continue
        mark = _MARK.match(raw[at:end]) if at == start or raw[at] in "♪♫♬♩" else None
        if mark and mark.end():
            yield Piece("at", at, at + mark.end())
            at += mark.end()
            continue
        stop = at + 1
        while stop < end and raw[stop] not in "<{&♪♫♬♩":
            stop += 1
        yield Piece("text", at, stop, raw[at:stop])
        at = stop


def _joined_lines(pieces: list[Piece], made: list[Piece]) -> None:
    """Put two lines in one: the tags of an element that goes on (`</i>`, `<i>`) are the joint."""
    last, first = pieces[-1], made[0]
    if last.what == "close" and first.what == "open" and last.text == first.text:
        pieces.pop()
        made.pop(0)
    following = next((piece.text for piece in made if piece.what == "text"), "")
    start = pieces[-1].raw_end if pieces else last.raw
    join(pieces, following, start, made[0].raw if made else first.raw_end)
    pieces.extend(made)


def join(pieces: list[Piece], following: str, start: int, end: int) -> None:
    """A joint in the file that a reader sees as a blank; as nothing between two Chinese signs."""
    last = pieces[-1] if pieces else None
    if last is None or last.what != "text" or not last.text:
        pieces.append(Piece("text", start, end, " "))
        return
    sign, next_sign = last.text[-1], following[:1]
    if sign in BLANK or next_sign in BLANK or (_is_wide(sign) and _is_wide(next_sign or " ")):
        count = len(last.text) - 1
        pieces.pop()
        if count and last.raw_end - last.raw == len(last.text):
            pieces.append(Piece("text", last.raw, last.raw + count, last.text[:count]))
            pieces.append(Piece("text", last.raw + count, end, sign))
        else:
            pieces.append(Piece("text", last.raw, end, last.text))
    else:
        pieces.append(Piece("text", start, end, " "))


def _is_wide(sign: str) -> bool:
    return is_han(sign) or "\u3000" <= sign <= "\u303f" or "\uff01" <= sign <= "\uff65"


def _balanced(pieces: Sequence[Piece]) -> list[Piece]:
    """Tags that have no partner are things at one place."""
    found = list(pieces)
    stack: list[int] = []
    paired: set[int] = set()
    for number, piece in enumerate(found):
        if piece.what == "open":
            stack.append(number)
        elif piece.what == "close":
            while stack and found[stack[-1]].text != piece.text:
                stack.pop()
            if stack:
                paired |= {stack.pop(), number}
    return [
        Piece("at", piece.raw, piece.raw_end, kind=piece.kind)
        if piece.what in {"open", "close"} and number not in paired
        else piece
        for number, piece in enumerate(found)
    ]


def _bare(pieces: list[Piece]) -> list[Piece]:
    """Without what stands around all of it: marks, blanks, a tag that holds everything."""
    while True:
        count = len(pieces)
        while pieces and (pieces[0].what == "at" or _is_blank(pieces[0])):
            pieces = pieces[1:]
        while pieces and (pieces[-1].what == "at" or _is_blank(pieces[-1])):
            pieces = pieces[:-1]
        if len(pieces) > 1 and pieces[0].what == "open" and _partner(pieces) == len(pieces) - 1:
            pieces = pieces[1:-1]
        if len(pieces) == count:
            return [
                Piece(piece.what, piece.raw, piece.raw_end, "", piece.kind)
                if piece.what != "text"
                else piece
                for piece in pieces
            ]


def _is_blank(piece: Piece) -> bool:
    return piece.what == "text" and not piece.text.strip(BLANK)


def _partner(pieces: Sequence[Piece]) -> int:
    depth = 0
    for number, piece in enumerate(pieces):
        depth += {"open": 1, "close": -1}.get(piece.what, 0)
        if depth == 0:
            return number
    return -1


def groups(raw: str, said: Sequence[Said]) -> Iterator[list[Said]]:
    """What is said, in order; the cues that a sentence runs over together."""
    ends = sum(1 for one in said if _LAST.search(one.text))
    has_ends = ends * 3 >= len(said)
    group: list[Said] = []
    for one in said:
        if group and not _runs_on(raw, group, one, has_ends=has_ends):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _runs_on(raw: str, group: Sequence[Said], one: Said, *, has_ends: bool) -> bool:
    last = group[-1]
    gap = one.cue.start - last.cue.end
    if not (last.alone and one.alone) or not -1 <= gap <= _LONGEST_GAP:
        return False
    if len(group) == _MOST_CUES or sum(len(part.text) for part in group) > _MOST_SIGNS:
        return False
    if one.cue.number != last.cue.number + 1 or _marks(raw, one) or _marks(raw, last):
        return False
    text, following = last.text.rstrip(BLANK), one.text.lstrip(BLANK)
    if _LAST.search(text) or has_han(text) != has_han(following):
        return False
    return bool(_GOES_ON.search(text)) or has_ends or following[:1].islower()


def _marks(raw: str, said: Said) -> bool:
    """Whether a tag, a sign of music or a dash stands beside what is said."""
    (start, _), (_, end) = said.cue.lines[0], said.cue.lines[-1]
    before, after = raw[start : said.pieces[0].raw], raw[said.pieces[-1].raw_end : end]
    return bool(before.strip() or after.strip())
