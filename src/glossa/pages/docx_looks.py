"""What a run of Word looks like: runs that look alike are one, whatever else tells them apart."""

from __future__ import annotations

import re
from typing import Final

from glossa.pages.ooxml import Element, own, prefixed

__all__ = ["is_hidden", "is_symbols", "look_of"]

# What a reader does not see, or what only serves one script: languages, revisions, spelling, fonts
# (Word changes them from digit to Han), the finest spacing, the sizes of complex scripts.
_UNSEEN: Final = frozenset(
    {
        "w:lang", "w:noProof", "w:rFonts", "w:kern", "w:spacing", "w:w", "w:snapToGrid", "w:szCs",
        "w:bCs", "w:iCs", "w:rtl", "w:cs", "w:eastAsianLayout", "w:webHidden", "w:fitText",
        "w:rPrChange", "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:specVanish",
    }
)  # fmt: skip
_OFF: Final = frozenset({"0", "false", "off", "none", "auto", "baseline"})
_BARE: Final = _OFF | {"", "clear", "000000", "nil"}
_PLAIN: Final = frozenset({"w:color", "w:u", "w:vertAlign", "w:shd", "w:highlight", "w:bdr"})
_FIXED: Final = re.compile(
    "courier|consolas|menlo|monaco|mono|lucida console|terminal", re.IGNORECASE
)
_SYMBOLS: Final = re.compile("(?i:wingdings|webdings|^symbol$|zapf dingbats|mt extra)")
_KINDS: Final = (
    ("w:rStyle", "style"),
    ("w:b", "bold"),
    ("w:i", "italic"),
    ("w:u", "underline"),
)


def look_of(props: Element) -> tuple[str, str]:
    """(visible formatting in words that can be compared, the kind of a code for it)."""
    if props is None:
        return "", "style"
    seen: dict[str, str] = {}
    for child in props:
        name = prefixed(child)
        value = own(child, "val")
        if name == "w:rFonts" and _FIXED.search(_font(child)):
            seen["fixed"] = ""
        if name == "w:shd":
            value = own(child, "fill")
        if not name or name in _UNSEEN or (name in _PLAIN and value.lower() in _BARE):
            continue
        seen[name] = " ".join(f"{key}={child.get(key)}" for key in sorted(child.keys()))
    kind = next((kind for name, kind in _KINDS if name in seen), "style")
    if "fixed" in seen and kind == "style":
        kind = "code"
    return ";".join(f"{name} {seen[name]}" for name in sorted(seen)), kind


def _font(fonts: Element) -> str:
    return own(fonts, "ascii") or own(fonts, "hAnsi")


def is_symbols(props: Element) -> bool:
    """Whether the letters of a run are no letters: a font of pictures (Wingdings)."""
    fonts = _child(props, "w:rFonts")
    return fonts is not None and bool(_SYMBOLS.search(_font(fonts)))


def is_hidden(props: Element) -> bool:
    """Whether a run is hidden text."""
    vanish = _child(props, "w:vanish")
    return vanish is not None and own(vanish, "val", "1").lower() not in _OFF


def _child(props: Element, name: str) -> Element:
    if props is None:
        return None
    return next((child for child in props if prefixed(child) == name), None)
