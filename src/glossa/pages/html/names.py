"""What HTML's elements are: which make a block, which are empty, which hold raw text.

After the HTML standard: 13.1.2 (kinds of elements), 13.2.4.2 (the stack of open elements) and the
style sheet in chapter 15 for what is laid out as a block.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "BARRIERS",
    "BLOCKS",
    "BREAK_OUT",
    "CLOSES_P",
    "CODE",
    "FORMATTING",
    "HEADINGS",
    "ISLANDS",
    "KINDS",
    "OPAQUE",
    "RAW_TEXT",
    "RCDATA",
    "SVG_BLOCKS",
    "TABLE_PARTS",
    "VOID",
    "WHITE",
]

WHITE: Final = " \t\n\f\r"
"""White space of HTML; a no-break space is none."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


HEADINGS: Final = _set("h1 h2 h3 h4 h5 h6")
TABLE_PARTS: Final = _set("table caption colgroup tbody thead tfoot tr td th")
CLOSES_P: Final = HEADINGS | _set(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure"
    " footer form header hgroup hr li dd dt listing main menu nav ol p plaintext pre search section"
    " summary table ul xmp"
)
"""A start tag of these ends an open paragraph."""
BLOCKS: Final = (
    CLOSES_P | TABLE_PARTS | _set("html head body title legend label optgroup option frameset")
)
"""Elements that stand on lines of their own; a label too, for it names its field, not a phrase."""
ISLANDS: Final = _set("button select textarea svg object video audio canvas marquee datalist")
"""Elements at one place of a line with a text of their own."""
OPAQUE: Final = _set("script style noscript noframes template iframe noembed math rt rp rtc")
"""Elements at one place of a line whose content is left alone."""
VOID: Final = _set(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track"
    " wbr"
)
RCDATA: Final = _set("title textarea")
"""Text with character references up to its own end tag."""
RAW_TEXT: Final = _set("script style xmp iframe noembed noframes noscript")
"""Text without references up to its own end tag (`noscript`: as in a browser that runs scripts)."""
FORMATTING: Final = _set("a b big code em font i nobr s small strike strong tt u")
"""These go on in the next block where their end tag is missing."""
BARRIERS: Final = _set(
    "html body table td th caption template object marquee select applet foreignobject"
)
"""An end tag never closes anything outside of these but themselves."""
CODE: Final = _set("code kbd samp var tt")
SVG_BLOCKS: Final = _set("text title desc foreignobject")
"""What holds text that is shown in a picture."""
BREAK_OUT: Final = (
    HEADINGS
    | FORMATTING
    | _set(
        "blockquote body br center dd div dl dt embed head hr img li listing menu meta ol p pre"
        " ruby span sub sup table ul var"
    )
) - _set("a font")
"""A start tag of these ends a picture or a formula that was left open."""
KINDS: Final = {
    **dict.fromkeys(("a",), "link"),
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "address"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(CODE, "code"),
    **dict.fromkeys(
        ("span", "font", "big", "small", "s", "strike", "del", "mark", "sub", "q", "bdi", "bdo"),
        "style",
    ),
    **dict.fromkeys(("img", "svg", "picture"), "image"),
    **dict.fromkeys(("sup",), "note"),
    **dict.fromkeys(("wbr",), "break"),
    **dict.fromkeys(("input", "select", "textarea", "button"), "field"),
}
"""`Code.kind` of inline elements; of all others it is `other`."""
