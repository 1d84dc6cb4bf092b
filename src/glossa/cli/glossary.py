"""`glossa glossary`: look names up, list them, check a glossary file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from glossa.cli.options import glossary_option, style_option

if TYPE_CHECKING:
    from glossa.termbase import Concept, LookupHit, Termbase

__all__ = ["command", "describe"]


@click.group(name="glossary")
def command() -> None:
    """Look up names and terms, list them, check a glossary of yours."""


@command.command()
@click.argument("name", nargs=-1, required=True)
@style_option
@glossary_option
@click.option("--limit", default=5, show_default=True, metavar="N", help="At most N concepts.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a concept.")
def lookup(
    name: tuple[str, ...], style: str, glossaries: tuple[str, ...], limit: int, as_json: bool
) -> int:
    """Find a name: any spelling, any case, Chinese, pinyin with or without tones.

    Prints what it names, its spelling in every style, and where each comes from. Where nothing
    fits, the nearest names are shown and the exit code is 1.
    """
    from glossa import pipeline

    query = " ".join(name)
    termbase = pipeline.load_termbase(glossaries, style=style)
    hits = termbase.lookup(query, limit=limit)
    if as_json:
        for hit in hits:
            click.echo(json.dumps(describe(hit, termbase), ensure_ascii=False))
    elif not hits:
        click.echo(f"nothing in the glossary is called {query!r} or is spelt like it", err=True)
    else:
        if hits[0].how == "near":
            click.echo(f"no term is {query!r}; the nearest:", err=True)
        for number, hit in enumerate(hits):
            if number:
                click.echo()
            click.echo(_card(hit, termbase))
    return 0 if hits and hits[0].how != "near" else 1


@command.command(name="list")
@style_option
@glossary_option
@click.option("--kind", metavar="KIND", help="Only concepts of one kind: county, media ...")
def list_(style: str, glossaries: tuple[str, ...], kind: str | None) -> None:
    """List every concept with its Chinese and its English in one style."""
    from glossa import pipeline
    from glossa.cli.tables import print_table
    from glossa.errors import UsageError

    termbase = pipeline.load_termbase(glossaries, style=style)
    kinds = sorted({concept.kind for concept in termbase.concepts.values()})
    if kind is not None and kind not in kinds:
        raise UsageError(
            f"no concept is of kind {kind!r}", where="--kind", advice=f"kinds: {', '.join(kinds)}"
        )
    print_table(
        ["concept", "kind", "Chinese", f"English ({style})"],
        [
            [
                concept.id,
                concept.kind,
                _preferred(termbase, concept, "zh-Hans"),
                _preferred(termbase, concept, "en"),
            ]
            for concept in termbase.concepts.values()
            if kind is None or concept.kind == kind
        ],
    )


@command.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False), metavar="FILE...")
def check(files: tuple[str, ...]) -> int:
    """Check glossary files (glossa's own when none is named); exit code 1 if anything is wrong."""
    from glossa import pipeline

    termbase = pipeline.load_termbase(files)
    for finding in termbase.findings:
        click.echo(f"{finding.where}: {finding.severity}: {finding.code}: {finding.message}")
    click.echo(f"{len(termbase.concepts)} concepts, {len(termbase.findings)} findings", err=True)
    return 1 if termbase.findings else 0


def describe(hit: LookupHit, termbase: Termbase) -> dict[str, Any]:
    """One answer as plain data, for `--json`."""
    concept = hit.concept
    return {
        "concept": concept.id,
        "kind": concept.kind,
        "found": hit.term.text,
        "how": hit.how,
        "score": round(hit.score, 1),
        "preferred": _preferred(termbase, concept, "en"),
        "codes": list(concept.codes),
        "terms": [
            {
                "language": term.language,
                "term": term.text,
                "status": term.status,
                "type": term.type,
                "styles": list(term.styles),
                "source": term.source,
                "note": term.note,
            }
            for term in concept.terms
        ],
    }


def _preferred(termbase: Termbase, concept: Concept, language: str) -> str:
    term = termbase.preferred(concept.id, language)
    return term.text if term is not None else ""


def _card(hit: LookupHit, termbase: Termbase) -> str:
    """A few lines on one concept, for people."""
    concept = hit.concept
    codes = f"  {', '.join(concept.codes)}" if concept.codes else ""
    title = _preferred(termbase, concept, "en") or hit.term.text
    chinese = _preferred(termbase, concept, "zh-Hans")
    lines = [f"{title}  {chinese}  [{concept.kind}, {concept.id}]{codes}"]
    if hit.term.text not in {title, chinese}:
        lines.append(f"  found as: {hit.term.text} ({hit.term.status}, {hit.how})")
    by_style: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for term in concept.terms:
        if term.language == "en" and term.status == "preferred" and term.styles:
            for name in term.styles:
                by_style.setdefault(name, []).append(term.text)
        elif term.text not in {title, chinese}:
            label = term.language if term.status != "deprecated" else "misspelt"
            others.setdefault(label, []).append(term.text)
    lines += [f"  {name + ':':<12} {', '.join(texts)}" for name, texts in by_style.items()]
    lines += [f"  {label + ':':<12} {', '.join(texts)}" for label, texts in others.items()]
    sources = sorted({part for term in concept.terms for part in term.source.split(";") if part})
    lines.append(f"  {'sources:':<12} {'; '.join(part.strip() for part in sources)}")
    return "\n".join(lines)
