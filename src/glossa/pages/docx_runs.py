"""The content of a Word paragraph as tokens.

Word cuts sentences into runs at random: at each correction, each change of script, each word that
its spelling check underlines. What looks alike is one; only what looks different, or is a thing of
its own (a link, a note, a picture, a field), becomes a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Final

from glossa.pages.docx_looks import is_hidden, is_symbols, look_of
from glossa.pages.ooxml import Element, own, prefixed
from glossa.pages.ooxml_tokens import BLANK, Break, Close, Open, Shell, Text, Thing, Token

__all__ = ["has_changes", "paragraph_tokens"]

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_ENDS: Final = str.maketrans("\r\n\x0b\x0c\x85\u2028\u2029", "       ")
_BLANKS_OF_XML: Final = " \t\r\n"
# Leave no trace in a paragraph that is written anew: Word finds them again.
_DROPPED: Final = frozenset(
    {"w:pPr", "w:rPr", "w:proofErr", "w:lastRenderedPageBreak", "w:softHyphen", ""}
)
_SHELLS: Final = {
    "w:hyperlink": "link",
    "w:smartTag": "other",
    "w:customXml": "other",
    "w:ins": "other",
    "w:moveTo": "other",
    "w:dir": "other",
    "w:bdo": "other",
}
_PROPERTIES: Final = frozenset({"w:smartTagPr", "w:customXmlPr", "w:fldData"})
_CHOICES: Final = frozenset({"w:dropDownList", "w:comboBox", "w:checkbox", "?:checkbox", "w:date"})
_KINDS: Final = {
    "w:drawing": "image",
    "w:pict": "image",
    "w:object": "image",
    "mc:AlternateContent": "image",
    "w:footnoteReference": "note",
    "w:endnoteReference": "note",
    "w:commentReference": "note",
    "w:fldChar": "field",
    "w:instrText": "field",
}
_CHANGES: Final = ("ins", "del", "moveFrom", "moveTo")
_WORD: Final = re.compile(r"\s*(=|[A-Za-z]+)")
# Word reckons these anew, or another program does: their results are no words of the author.
_RECKONED: Final = frozenset(
    {
        "=", "ADDIN", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BIBLIOGRAPHY", "CITATION",
        "CREATEDATE", "DATE", "EDITTIME", "EQ", "FILENAME", "FILESIZE", "FORMCHECKBOX", "NOTEREF",
        "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "REVNUM", "SAVEDATE",
        "SECTION", "SECTIONPAGES", "SEQ", "SYMBOL", "TIME", "USERINITIALS", "USERNAME",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Atom:
    """A child of the paragraph, or of one of its runs."""

    node: Element
    run: Element = None


def has_changes(root: Element) -> bool:
    """Whether a part holds tracked changes of text."""
    space = root.tag.rpartition("}")[0]
    return next(root.iter(*(f"{space}}}{name}" for name in _CHANGES)), None) is not None


def paragraph_tokens(parent: Element) -> list[Token]:
    """The tokens of a `w:p`, or of an inline element around a part of one."""
    return list(_read(_atoms(parent)))


def _atoms(parent: Element) -> list[_Atom]:
    found: list[_Atom] = []
    for child in parent:
        if prefixed(child) == "w:r":
            found += (_Atom(node, child) for node in child if prefixed(node) not in _DROPPED)
        elif prefixed(child) not in _DROPPED:
            found.append(_Atom(child))
    return found


def _read(atoms: Sequence[_Atom]) -> Iterator[Token]:
    fields = _fields(atoms)
    number = 0
    while number < len(atoms):
        atom = atoms[number]
        if number in fields:
            separate, end = fields[number]
            yield from _field(atoms[number : end + 1], separate - number)
            number = end + 1
            continue
        number += 1
        if atom.run is None:
            yield from _inline(atom)
        else:
            yield from _of_run(atom)


def _fields(atoms: Sequence[_Atom]) -> dict[int, tuple[int, int]]:
    """Where a field begins -> (where its result begins, or 0; where it ends).

    One that begins or ends in another paragraph (a table of contents) is not in it.
    """
    found: dict[int, tuple[int, int]] = {}
    stack: list[list[int]] = []
    for number, atom in enumerate(atoms):
        if prefixed(atom.node) != "w:fldChar":
            continue
        what = own(atom.node, "fldCharType")
        if what == "begin":
            stack.append([number, 0])
        elif what == "separate" and stack:
            stack[-1][1] = number
        elif what == "end" and stack:
            begin, separate = stack.pop()
            found[begin] = (separate, number)
    return found


def _field(atoms: Sequence[_Atom], separate: int) -> Iterator[Token]:
    if separate <= 0:
        yield Thing(partial(_wrapped, atoms), "field")
        return
    code = "".join(
        atom.node.text or "" for atom in atoms[:separate] if prefixed(atom.node) == "w:instrText"
    )
    shell = Shell(
        before=partial(_wrapped, atoms[: separate + 1]), after=partial(_wrapped, atoms[-1:])
    )
    yield _opened(shell, code)
    yield from _read(atoms[separate + 1 : -1])
    yield Close(shell)


def _opened(shell: Shell, code: str) -> Open:
    """The beginning of a field, by the first word of its code."""
    word = _WORD.match(code)
    name = word[1].upper() if word else ""
    return Open(shell, "link" if name == "HYPERLINK" else "field", name not in _RECKONED)


def _inline(atom: _Atom) -> Iterator[Token]:
    """A child of the paragraph that is no run."""
    node, name = atom.node, prefixed(atom.node)
    shell = Shell(element=node, inner=node)
    opened = Open(shell, _SHELLS.get(name, "other"))
    if name == "w:fldSimple":
        opened = _opened(shell, own(node, "instr"))
    elif name == "w:sdt":
        shell.inner = next((child for child in node if prefixed(child) == "w:sdtContent"), None)
        opened = Open(shell, "other", not _is_choice(node))
    elif name not in _SHELLS:
        yield Thing(partial(_wrapped, [atom]), _KINDS.get(name, "other"))
        return
    if shell.inner is None:
        yield Thing(partial(_wrapped, [atom]))
        return
    shell.kept = [child for child in shell.inner if prefixed(child) in _PROPERTIES]
    yield opened
    yield from _read([one for one in _atoms(shell.inner) if prefixed(one.node) not in _PROPERTIES])
    yield Close(shell)


def _is_choice(control: Element) -> bool:
    """Whether what a content control holds is picked from a list, or a date."""
    return any(
        prefixed(child) in _CHOICES
        for properties in control
        if prefixed(properties) == "w:sdtPr"
        for child in properties
    )


def _of_run(atom: _Atom) -> Iterator[Token]:
    """A child of a run."""
    node, name = atom.node, prefixed(atom.node)
    props = next((child for child in atom.run if prefixed(child) == "w:rPr"), None)
    make = partial(_wrapped, [atom])
    if name in {"w:br", "w:cr"}:
        yield Break(make)
        return
    text = _text(node, name)
    if text is None or is_hidden(props) or is_symbols(props):
        yield Thing(make, _KINDS.get(name, "other"))
        return
    look, kind = look_of(props)
    if "w:u " in look and name == "w:t" and not text.strip(BLANK):
        yield Thing(make)  # a line to write on
        yield Text(" ", look, props, kind, made=True)
        return
    yield Text(text, look, props, kind)


def _text(node: Element, name: str) -> str | None:
    if name == "w:t":
        text = node.text or ""
        if node.get(_SPACE) != "preserve":
            text = text.strip(_BLANKS_OF_XML)
        return text.translate(_ENDS)
    if name == "w:ruby":
        space = node.tag.rpartition("}")[0]
        base = node.find(f"{space}}}rubyBase")
        return "" if base is None else "".join(base.itertext(f"{space}}}t"))
    return {"w:tab": "\t", "w:noBreakHyphen": "\u2011"}.get(name)


def _wrapped(atoms: Sequence[_Atom]) -> list[Element]:
    """Atoms as they stood: in runs of their own, with the formatting of the run they were in."""
    found: list[Element] = []
    last: Element = None
    for atom in atoms:
        if atom.run is None:
            found.append(atom.node)
        elif atom.run is last:
            found[-1].append(atom.node)
        else:
            run = atom.run.makeelement(atom.run.tag, dict(atom.run.attrib), atom.run.nsmap)
            run.extend(deepcopy(child) for child in atom.run if prefixed(child) == "w:rPr")
            run.append(atom.node)
            found.append(run)
        last = atom.run
    return found
