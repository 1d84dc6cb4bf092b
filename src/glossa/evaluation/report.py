"""The outcome of an evaluation as a Markdown table and as plain data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from glossa.evaluation.metrics import Success
from glossa.evaluation.quality import Quality
from glossa.evaluation.run import Outcome

__all__ = ["as_json", "as_table"]

_ROWS: tuple[tuple[str, Callable[[Outcome], str]], ...] = (
    ("sentences translated", lambda one: f"{one.translated} of {one.sentences}"),
    ("terms wanted", lambda one: str(one.everywhere.wanted)),
    ("success, all sentences: exact", lambda one: _share(one.everywhere, "exact")),
    ("- in any case", lambda one: _share(one.everywhere, "folded")),
    ("- plural, possessive too", lambda one: _share(one.everywhere, "inflected")),
    ("- or another accepted wording", lambda one: _share(one.everywhere, "accepted")),
    ("success, translated ones: exact", lambda one: _share(one.where_translated, "exact")),
    ("- in any case", lambda one: _share(one.where_translated, "folded")),
    ("- plural, possessive too", lambda one: _share(one.where_translated, "inflected")),
    ("- or another accepted wording", lambda one: _share(one.where_translated, "accepted")),
    ("consistency (F1)", lambda one: _percent(one.consistency.f1)),
    ("over-application", lambda one: _percent(one.over_applied.rate)),
    ("terms missing, said / in silence", lambda one: f"{one.missing_said} / {one.missing_silent}"),
    ("right terms all the same", lambda one: _right(one)),  # noqa: PLW0108 - stands below
    ("chrF, BLEU, all sentences", lambda one: _scores(one.quality)),
    ("chrF, BLEU, translated ones", lambda one: _scores(one.quality_translated)),
    ("answers by", lambda one: ", ".join(f"{k} {v}" for k, v in sorted(one.won.items())) or "-"),
)


def as_table(outcomes: Sequence[Outcome]) -> str:
    """A Markdown table: a row a figure, a column a run."""
    shown = [
        row
        for row in _ROWS
        if row[0] != "right terms all the same" or any(one.right_terms for one in outcomes)
    ]
    lines = [["", *(one.mode for one in outcomes)], ["---"] * (len(outcomes) + 1)]
    lines += [[name, *(figure(one) for one in outcomes)] for name, figure in shown]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def as_json(outcome: Outcome) -> dict[str, Any]:
    """One run as plain data; shares between 0 and 1, scores between 0 and 100, None for no data."""
    return {
        "mode": outcome.mode,
        "signature": outcome.signature,
        "sentences": outcome.sentences,
        "translated": outcome.translated,
        "success": {
            "all": _counts(outcome.everywhere),
            "translated": _counts(outcome.where_translated),
            "right_terms": None if outcome.right_terms is None else _counts(outcome.right_terms),
        },
        "consistency": {
            "f1": outcome.consistency.f1,
            "later": outcome.consistency.later,
            "recognised": outcome.consistency.recognised,
            "same": outcome.consistency.same,
        },
        "over_application": {
            "rate": outcome.over_applied.rate,
            "rightly": outcome.over_applied.rightly,
            "wrongly": outcome.over_applied.wrongly,
        },
        "missing": {"said": outcome.missing_said, "silent": outcome.missing_silent},
        "quality": {
            name: {
                "chrf": found.chrf,
                "bleu": found.bleu,
                "chrf_signature": found.chrf_signature,
                "bleu_signature": found.bleu_signature,
            }
            for name, found in (
                ("all", outcome.quality),
                ("translated", outcome.quality_translated),
            )
        },
        "answers_by": dict(sorted(outcome.won.items())),
    }


def _counts(found: Success) -> dict[str, Any]:
    counts = {
        name: getattr(found, name)
        for name in ("wanted", "exact", "folded", "inflected", "accepted")
    }
    shares = {
        f"{name}_share": found.share(count) for name, count in counts.items() if name != "wanted"
    }
    return counts | shares


def _share(found: Success, name: str) -> str:
    return _percent(found.share(getattr(found, name)))


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def _right(outcome: Outcome) -> str:
    return "-" if outcome.right_terms is None else _share(outcome.right_terms, "accepted")


def _scores(found: Quality) -> str:
    return "-" if found.chrf is None else f"{found.chrf:.1f}, {found.bleu:.1f}"
