"""What may be a term: not a letter or a common word, not a page of text, no invisible signs.

`the` as a misspelling of a name would change every sentence; `和` as the Chinese of a brand would
put the brand into every list. Such a row is refused, or kept for whole segments only. A row whose
note has the part `force` (parts stand between `;`) is taken as it is, with a warning.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from glossa.model import Finding, Severity
from glossa.termbase.concepts import INTERFACE, PREFERRED, TEMPLATE, Condition, Term

__all__ = ["COMMON_WORDS", "LONGEST", "examine"]

LONGEST: Final = 2000
"""Code points of a term; what is longer is a text, and no name."""

# Words that stand in nearly every English page. Nouns that name things in menus (Home, News) and
# generic words of places (County, Lake) are left out on purpose: they are terms.
COMMON_WORDS: Final = frozenset(
    """
    a an the this that these those here there where when why how what which who whom whose
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his
    himself she her hers herself it its itself they them their theirs themselves one ones oneself
    someone anyone everyone nobody somebody anybody everybody something anything everything nothing
    none each every either neither both all any some few many much more most less least several
    such same other another others enough only own
    and or but nor so yet if then else than because although though while whereas unless until
    since whether as like
    of in on at by for with from to into onto upon over under above below between among through
    during before after about against without within across along around behind beside besides
    beyond despite down inside near off out outside past per toward towards up via
    am is are was were be been being do does did done doing have has had having can could may might
    must shall should will would ought cannot
    not no yes never ever always often sometimes usually again already also just even still too very
    quite rather really almost perhaps maybe soon now today tomorrow yesterday once twice however
    therefore thus hence instead otherwise together away back ago later else
    go goes went gone going come comes came coming get gets got getting give gives gave given giving
    make makes made making take takes took taken taking say says said saying see sees saw seen
    seeing know knows knew known think thinks thought want wants wanted use uses used using find
    finds found work works worked call calls called try tries tried ask asks asked need needs needed
    feel feels felt become becomes became leave leaves left put puts keep keeps kept let lets begin
    begins began begun seem seems seemed help helps helped show shows showed shown hear heard play
    run runs ran move moves moved live lives lived believe hold holds held bring brings brought
    happen happens happened write writes wrote written sit sat stand stands stood lose lost pay paid
    meet met include includes included continue set learn change lead understand watch follow stop
    speak read spend grow open walk win offer remember consider appear buy wait serve die send
    expect build stay fall cut reach remain
    good better best bad worse worst new old great big small large little long short high low young
    early late important different next last first second third own right wrong true false easy hard
    whole sure able ready free full main certain clear
    two three four five six seven eight nine ten hundred thousand million billion half
    time times year years day days way ways thing things man men woman women people person child
    children part parts place places case cases week weeks month months point points fact lot
    """.split()  # noqa: SIM905 - words are read and edited as text
)

# Controls, and the signs that turn the direction of all that follows: what is shown is then not
# what is compared. The marks U+200E, U+200F and U+061C are common in Arabic script and do no harm.
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Zero-width blank, word joiner, a byte-order mark amid a file: copied along from pages, never
# matched, and never meant. The joiners U+200C and U+200D spell words, a soft hyphen parts them.
_UNSEEN: Final = re.compile("[\u200b\u2060\ufeff]")
_FORCED: Final = re.compile(r"(?:^|;)\s*force\s*(?:;|$)", re.IGNORECASE)
_WHOLE: Final = Condition("whole")


def examine(term: Term, kind: str, *, force: bool = False) -> tuple[Term | None, Finding | None]:
    """The term as it may be used, and a remark; None for a term that is refused.

    `force` takes letters and common words as if their notes said so. Findings: `control-character`,
    `bidi-control`, `invisible-character`, `empty-term`, `long-term`, `common-term`.
    """
    text = term.text
    remark = None
    if len(text) > LONGEST:
        message = f"a term of {len(text):,} characters; row left out: give {LONGEST:,} at most"
        return None, report("long-term", message, term)
    if not text.isprintable():
        if control := _CONTROLS.search(text):
            message = f"the term holds the control character U+{ord(control[0]):04X}; row left out"
            return None, report("control-character", message, term)
        if bidi := _BIDI.search(text):
            message = f"the term turns the direction of text (U+{ord(bidi[0]):04X}); row left out"
            return None, report("bidi-control", message, term)
        term, remark = _seen(term)
        text = term.text
        if not text:
            return None, report("empty-term", "the term is nothing but invisible signs", term)
    if len(text) > 1 and not (term.language == "en" and text.lower() in COMMON_WORDS):
        return term, remark
    if term.context or kind in (INTERFACE, TEMPLATE) or term.unverified:
        return term, remark
    what = f"{text!r} is a {'single letter' if len(text) == 1 else 'common word'}"
    if force or _FORCED.search(term.note):
        message = f"{what}; taken everywhere, as it is forced"
        return term, report("common-term", message, term, Severity.WARNING)
    advice = "give it a context, or write 'force' into its note"
    if term.status == PREFERRED:
        message = f"{what}; it is written, but looked for as a whole segment only: {advice}"
        found = report("common-term", message, term, Severity.WARNING)
        return replace(term, context=(_WHOLE,)), found
    return None, report("common-term", f"{what}; row left out: {advice}", term)


def _seen(term: Term) -> tuple[Term, Finding | None]:
    """The term without signs that nobody sees, and a remark if it had any."""
    unseen = _UNSEEN.search(term.text)
    if unseen is None:
        return term, None
    term = replace(term, text=_UNSEEN.sub("", term.text).strip())
    message = f"the term held an invisible sign (U+{ord(unseen[0]):04X}); it was taken without"
    return term, report("invisible-character", message, term, Severity.WARNING)


def report(code: str, message: str, term: Term, severity: Severity = Severity.ERROR) -> Finding:
    """A finding at the term's row."""
    return Finding(code, message, severity, where=term.where, raw=term.text[:80])
