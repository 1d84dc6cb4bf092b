"""Is this file of this page? A wrong file must not put its navigation into somebody's page."""

from __future__ import annotations

from typing import Final

from glossa.errors import UsageError
from glossa.merging.placing import Placement, share
from glossa.model import Bitext

__all__ = ["require_same_page"]

_SAME_NAME: Final = 0.1
_OTHER_NAME: Final = 0.5
"""Shares of text in common below which a file is taken for another page's: pages of one site have
their navigation in common, a page that was rewritten has its name."""


def require_same_page(page: Bitext, edited: Bitext, placement: Placement, where: str) -> None:
    """Raise `UsageError` where hardly anything of the file is on the page.

    `where`: the file's name. Names are compared where both are known.
    """
    if not edited.entries and not page.entries:
        return
    if not page.entries:
        raise UsageError(
            "there is no text on the page, so nothing can be brought back to it",
            where=page.name,
            advice=f"name the page that {where or 'the file'} was made of",
        )
    if not edited.entries:
        raise UsageError(
            "there is no entry in it, so there is nothing to bring back",
            where=where or edited.name,
            advice="give the file that a person has edited",
        )
    if all(any(one.code == "unplaced" for one in entry.findings) for entry in edited):
        return  # what was left over from this page once before, and may be so again
    unknown = {"", "-", where} & {page.name, edited.name}
    limit = _SAME_NAME if unknown or page.name == edited.name else _OTHER_NAME
    if share(placement) >= limit:
        return
    found = f"{len(placement.placed):,} of its {len(edited):,} entries are there"
    forced = "--force takes what fits and reports the rest"
    if limit > _SAME_NAME:
        raise UsageError(
            f"it is of the page {edited.name}, not of {page.name}: {found}",
            where=where,
            advice=f"name the page it was made of; {forced}",
        )
    raise UsageError(
        f"it hardly fits {page.name}: {found}",
        where=where or edited.name,
        advice="is it of another page, or was it opened or saved in another encoding (look at it "
        f"in an editor)? {forced}",
    )
