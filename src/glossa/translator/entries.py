"""Make entries, and the remarks on them."""

from __future__ import annotations

from dataclasses import replace

from glossa.model import Entry, Finding, MatchType, Segment, Severity, State, Step, Unit, replay

__all__ = ["doubt", "make_entry", "unusable", "with_confidence"]


def make_entry(
    unit: Unit,
    segment: Segment,
    steps: tuple[Step, ...],
    match: MatchType,
    *,
    origin: str = "",
    findings: tuple[Finding, ...] = (),
) -> Entry:
    """The entry of a segment: its target is what the steps make of its source."""
    return Entry(
        id=segment.id,
        source=segment.source,
        target=replay(segment.source, steps),
        language=segment.language,
        kind=unit.kind,
        start=segment.start,
        end=segment.end,
        state=State.INITIAL if match is MatchType.NONE else State.TRANSLATED,
        match=match,
        origin=origin,
        steps=steps,
        findings=findings,
    )


def unusable(reason: str, answer: str) -> Finding:
    """The remark on a segment of which the engine's answer is not used."""
    return Finding(
        "untranslated",
        f"the engine gave nothing usable ({reason}); the source was kept: translate it by hand or "
        "install a better model",
        Severity.WARNING,
        raw=answer,
    )


def doubt(confidence: float) -> Finding:
    """The remark on an answer of which the engine is not sure; `confidence`: 0 to 1."""
    return Finding(
        "low-confidence",
        f"the engine is not sure of this ({confidence:.2f}); read it against the source",
        Severity.WARNING,
    )


def with_confidence(steps: tuple[Step, ...], confidence: float) -> tuple[Step, ...]:
    """The steps with the engine's confidence (0 to 1) in the detail of its own."""
    return tuple(
        replace(step, detail=f"{step.detail} confidence={confidence:.2f}")
        if step.action.startswith("engine")
        else step
        for step in steps
    )
