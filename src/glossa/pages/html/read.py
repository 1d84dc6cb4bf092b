"""Tokens into the tree: what each tag does to what is open."""

from __future__ import annotations

import re
from typing import Final

from glossa.pages.html.blocks import AT, WORDS, Span
from glossa.pages.html.flow import BLANK
from glossa.pages.html.foreign import is_text_of_picture, leave_foreign, shown_in_picture
from glossa.pages.html.frames import Frame
from glossa.pages.html.names import (
    BARRIERS,
    BLOCKS,
    BREAK_OUT,
    CLOSES_P,
    CODE,
    FORMATTING,
    HEADINGS,
    ISLANDS,
    OPAQUE,
    TABLE_PARTS,
    VOID,
    WHITE,
)
from glossa.pages.html.page import Page
from glossa.pages.html.tables import end_part, make_room
from glossa.pages.html.tags import Tag, TagReader
from glossa.pages.html.tokens import CDATA, COMMENT, END, RAW, START, TEXT, Mode, tokens
from glossa.pages.html.tree import Tree
from glossa.pages.html.words import take_words

__all__ = ["Reader"]

_LINE: Final = re.compile("[^\r\n]+")
_IN_HEAD: Final = frozenset(
    {"title", "meta", "link", "base", "basefont", "bgsound"}
    | {"script", "style", "noscript", "template", "noframes"}
)
_MUTE: Final = frozenset({"pre", "listing", "xmp", "plaintext", "svg"}) | OPAQUE
_DEEPEST: Final = 30
"""So many elements with a text of their own in one another; more are read as if they had none."""
_PAGE: Final = frozenset({"html", "head", "body"})
_RUBY: Final = frozenset({"rt", "rp", "rtc"})
_NEAR: Final = 256
_LANGUAGE: Final = frozenset({"lang", "xml:lang", "dir"})
_SAME: Final = {"dd": ("dd", "dt"), "dt": ("dd", "dt"), "li": ("li",)}
_ENDING: Final = {*_SAME, *TABLE_PARTS, *HEADINGS, "form", "option", "optgroup"}
_ROLES: Final = {
    **dict.fromkeys(BLOCKS, "block"),
    **dict.fromkeys(ISLANDS | OPAQUE, "island"),
    **dict.fromkeys(VOID, "void"),
}


class Reader:
    """Reads one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tree = Tree(page)
        self._mode = Mode(xml=page.xml)
        self._tags = TagReader()
        self._in_body = False

    def read(self) -> None:
        """All of the page, into `tree.columns`."""
        raw, tree = self.page.raw, self.tree
        handlers = {TEXT: self._text, CDATA: self._cdata, COMMENT: self._comment}
        for kind, start, end, name in tokens(raw, self._mode):
            tree.position = start
            if kind == START:
                self._start(name, start, end)
            elif kind == END:
                self._end(name, start, end)
            elif kind == TEXT and not tree.block.events and not raw[start:end].strip(WHITE):
                continue  # between two tags, as a third of all tokens
            elif kind != RAW:
                handlers[kind](start, end, name)
        tree.close_all()

    def _text(self, start: int, end: int, name: str) -> None:
        tree = self.tree
        top = tree.frames[-1]
        if top.mute or not top.translate:
            return
        if self._in_body and not name:
            if tree.active and self.page.raw[start:end].strip(BLANK):
                tree.reopen()
            tree.block.events.append((WORDS, start, end, None, True))
            return
        if not self.page.raw[start:end].strip(BLANK):
            return
        if name == "textarea":
            for line in _LINE.finditer(self.page.raw, start, end):
                tree.block.events.append((WORDS, line.start(), line.end(), None, True))
                tree.flush()
            return
        if name != "title" or tree.top.name != "title":
            self._ensure_body()
        if tree.active:
            tree.reopen()
        tree.block.events.append((WORDS, start, end, None, True))

    def _cdata(self, start: int, end: int, name: str) -> None:
        tree = self.tree
        if tree.top.mute or not tree.top.translate:
            return
        self._ensure_body()
        if tree.active:
            tree.reopen()
        tree.block.events.append((WORDS, start, end, None, False))

    def _comment(self, start: int, end: int, name: str) -> None:
        labels = self.page.labels
        if name == "!doctype" and labels.doctype is None:
            labels.doctype = start, end
        elif name == "?" and not start and self.page.raw.startswith("<?xml", start):
            labels.declaration = start, end
        elif self.tree.block.events and not self.tree.top.mute:
            self.tree.block.events.append((AT, start, end, None, False))

    def _ensure_body(self, selector: str = "body") -> None:
        if self._in_body:
            return
        self._in_body = True
        tree = self.tree
        tree.flush()
        tree.push(Frame("body", tree.root.child(selector), tree.top, is_block=True))

    # --- start tags

    def _start(self, name: str, start: int, end: int) -> None:
        tree = self.tree
        tag = self._tags.read(self.page.raw[start:end], name)
        role = _ROLES.get(name)
        if role is None and self._in_body and not tree.frames[-1].foreign:
            self._inline(tag, start, end)
            return
        if name in _PAGE:
            self._page_tag(tag, start, end)
            return
        if name == "meta" and ("charset" in tag.attributes or "http-equiv" in tag.attributes):
            self.page.labels.metas.append((start, end))
        if not self._in_body and name not in _IN_HEAD:
            self._ensure_body()
        if tree.frames[-1].foreign:
            if name not in BREAK_OUT:
                self._foreign(tag, start, end)
                return
            leave_foreign(tree)
            self._mode.foreign = tree.top.foreign
        self._place(tag, role, start, end)

    def _place(self, tag: Tag, role: str | None, start: int, end: int) -> None:
        """A start tag of HTML in the body, or before it."""
        tree, name = self.tree, tag.name
        if name in CLOSES_P and tree.scope.get("p"):
            tree.pop_to(tree.find("p"))
        if role == "void":
            self._void(tag, start, end)
        elif role == "island" and self._is_island(name):
            self._island(tag, start, end)
        elif role == "block":
            self._block(tag, start, end)
        else:
            self._inline(tag, start, end)

    def _is_island(self, name: str) -> bool:
        """Notes on how to read a word are left alone, but only beside the word."""
        return name not in _RUBY or bool(self.tree.scope.get("ruby"))

    def _page_tag(self, tag: Tag, start: int, end: int) -> None:
        labels, tree = self.page.labels, self.tree
        outside = not self._in_body and len(tree.frames) == 1
        if tag.name == "html" and outside and labels.html is None:
            labels.html = start, end
            if tag.translate is not None:
                tree.top.translate = tag.translate
        elif tag.name == "head" and outside and labels.head is None:
            labels.head = start, end
        elif tag.name == "body" and not self._in_body:
            labels.body = start, end
            self._ensure_body(tag.selector)
            if tag.translate is not None:
                tree.top.translate = tag.translate
            self._words(tag, start)

    def _frame(self, tag: Tag, start: int, end: int, *, is_block: bool) -> Frame:
        top = self.tree.top
        if tag.name == "title" and not self._in_body:
            path = self.tree.root.child("head").child(tag.selector)
        else:
            path = top.path.child(tag.selector)
        frame = Frame(tag.name, path, top, is_block=is_block)
        attributes = tag.attributes
        if attributes and not attributes.keys().isdisjoint(_LANGUAGE):
            languages = self.page.labels.languages
            frame.language = len(languages)
            first = len(self.tree.columns)
            languages.append((start, end, first, first))
        return frame

    def _block(self, tag: Tag, start: int, end: int) -> None:
        tree, name = self.tree, tag.name
        if name in _ENDING and not self._implied_ends(name):
            return
        tree.flush()
        frame = self._frame(tag, start, end, is_block=True)
        if tag.translate is not None:
            frame.translate = tag.translate
        span = tree.top.span
        if span is not None and not span.translate and tag.translate is None:
            frame.translate = False
        frame.mute = frame.mute or name in _MUTE
        self._words(tag, start)
        if self.page.xml and tag.closed:
            return
        tree.push(frame)

    def _implied_ends(self, name: str) -> bool:
        """Close what the start of a block ends; False where the block cannot stand here."""
        tree = self.tree
        if name in _SAME:
            self._close_same(_SAME[name])
        elif name in TABLE_PARTS and name != "table":
            return make_room(tree, name)
        elif name == "form":
            return not tree.scope.get(name)
        elif name in HEADINGS and tree.top.name in HEADINGS:
            tree.pop_to(len(tree.frames) - 1)
        elif name in {"option", "optgroup"}:
            for other in ("option", "optgroup")[: 1 + (name == "optgroup")]:
                if (index := tree.find(other)) >= 0:
                    tree.pop_to(index)
        return True

    def _close_same(self, names: tuple[str, ...]) -> None:
        tree = self.tree
        if not any(tree.scope.get(name) for name in names):
            return
        frames = tree.frames
        for index in range(len(frames) - 1, max(0, len(frames) - _NEAR), -1):
            frame = frames[index]
            if frame.name in names:
                tree.pop_to(index)
                return
            if frame.is_block and frame.name not in {"address", "div", "p"}:
                return

    def _island(self, tag: Tag, start: int, end: int) -> None:
        tree, name = self.tree, tag.name
        if name in {"button", "select"} and (index := tree.find(name)) >= 0:
            tree.pop_to(index)
        if name in _RUBY and tree.top.name in _RUBY:
            tree.pop_to(len(tree.frames) - 1)
        self._words(tag, start, later=True)
        if tag.closed and self.page.xml:
            tree.block.events.append((AT, start, end, None, name not in OPAQUE))
            return
        if tree.islands >= _DEEPEST:
            self._inline(tag, start, end)
            return
        if tree.active and name not in {"script", "style", "template", "noscript"}:
            tree.reopen()
        frame = self._frame(tag, start, end, is_block=False)
        frame.owner = frame
        frame.foreign = name in {"svg", "math"}
        frame.mute = frame.mute or name in _MUTE
        if tag.translate is not None:
            frame.translate = tag.translate
        tree.push_island(frame, Span(name, tag.selector, start, end))
        self._mode.foreign = frame.foreign

    def _inline(self, tag: Tag, start: int, end: int) -> None:
        tree, name = self.tree, tag.name
        if name in {"a", "nobr"} and (tree.scope.get(name) or tree.active):
            tree.end_formatting(name, -1, -1)
        if tree.active:
            tree.reopen()
        self._words(tag, start, later=True)
        span = Span(name, tag.selector, start, end, translate=name not in CODE)
        if tag.translate is not None:
            span.translate = tag.translate
        span.is_link = name == "a" and "href" in tag.attributes
        if self.page.xml and tag.closed:
            if not tree.top.mute:
                tree.block.events.append((AT, start, end, span, True))
            return
        tree.push_inline(self._frame(tag, start, end, is_block=False), span, start, end)

    def _foreign(self, tag: Tag, start: int, end: int) -> None:
        """A start tag in a picture or a formula."""
        tree = self.tree
        is_block = is_text_of_picture(tree, tag.name)
        if is_block:
            tree.flush()
        frame = self._frame(tag, start, end, is_block=is_block)
        shown_in_picture(tree, frame, is_block=is_block)
        self._words(tag, start, later=not is_block)
        if tag.closed:
            return
        if is_block:
            tree.push(frame)
        else:
            span = Span(tag.name, tag.selector, start, end, is_link=tag.name == "a")
            tree.push_inline(frame, span, start, end)
        self._mode.foreign = frame.foreign

    def _void(self, tag: Tag, start: int, end: int) -> None:
        tree, name = self.tree, tag.name
        if name in {"br", "hr"}:
            tree.flush()
            self._words(tag, start)
            return
        self._words(tag, start, later=name not in {"meta", "link", "base"})
        if not tree.top.mute and tree.block.events:
            shown = name in {"img", "input", "embed"}
            if name == "input" and "type" in tag.attributes:
                shown = tag.attributes["type"].text.strip(WHITE).lower() != "hidden"
            span = Span(name, tag.selector, start, end)
            tree.block.events.append((AT, start, end, span, shown))

    # --- end tags

    def _end(self, name: str, start: int, end: int) -> None:
        tree = self.tree
        top = tree.frames[-1]
        if top.name == name and name != "body":  # as nearly always
            tree.pop_to(len(tree.frames) - 1, start, end)
        elif name in _PAGE or (name in {"p", "br"} and not tree.scope.get(name)):
            self._end_page_tag(name, start)
        elif name in FORMATTING and not top.foreign:
            tree.end_formatting(name, start, end)
        elif name in TABLE_PARTS:
            end_part(tree, name, start, end)
        elif name in HEADINGS:
            found = [tree.find(one) for one in HEADINGS]
            if max(found) >= 0:
                tree.pop_to(max(found), start, end)
        elif name in BARRIERS:
            self._end_barrier(name, start, end)
        elif name in BLOCKS or name in ISLANDS or name in OPAQUE:
            if (index := tree.find(name)) >= 0:
                tree.pop_to(index, start, end)
        else:
            self._end_other(name, start, end)
        self._mode.foreign = tree.frames[-1].foreign

    def _end_page_tag(self, name: str, start: int) -> None:
        self.tree.flush()
        if name == "body":
            self.page.labels.body_end = start

    def _end_other(self, name: str, start: int, end: int) -> None:
        tree = self.tree
        if name == "ruby" and tree.top.name in _RUBY:
            tree.pop_to(len(tree.frames) - 1)
        if not tree.scope.get(name):
            return
        frames = tree.frames
        for index in range(len(frames) - 1, max(0, len(frames) - _NEAR), -1):
            frame = frames[index]
            if frame.name == name:
                tree.pop_to(index, start, end)
                return
            if (frame.is_block or frame.is_island) and not frame.foreign:
                return

    def _end_barrier(self, name: str, start: int, end: int) -> None:
        tree = self.tree
        for index in range(len(tree.frames) - 1, max(0, len(tree.frames) - _NEAR), -1):
            if tree.frames[index].name == name:
                tree.pop_to(index, start, end)
                return
            if tree.frames[index].scope is not None:
                return

    def _words(self, tag: Tag, start: int, *, later: bool = False) -> None:
        if tag.words:
            take_words(self.tree, tag, start, later=later, head=not self._in_body)
