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


@command.command(short_help="Find a name by any of its spellings.")
@click.argument("name", nargs=-1, required=True)
@style_option
@glossary_option
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    metavar="N",
    help="At most N concepts.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a concept.")
def lookup(
    name: tuple[str, ...], style: str, glossaries: tuple[str, ...], limit: int, as_json: bool
) -> int:
    """Find a name: any spelling, any case, Chinese, pinyin with or without tones.

    Prints what it names, its spelling in every style, and where each comes from. Where nothing
    fits, the nearest names are shown and the exit code is 1.
    """
    from glossa import pipeline
    from glossa.errors import UsageError

    query = " ".join(name).strip()
    if not query:
        raise UsageError(
            "an empty name", where="NAME...", advice="say which: glossa glossary lookup 托里"
        )
    termbase = pipeline.load_termbase(glossaries, style=style)
    hits = termbase.lookup(query, limit=limit)
    if as_json:
        for hit in hits:
            click.echo(json.dumps(describe(hit, termbase), ensure_ascii=False))
    elif not hits:
        click.echo(
            f"nothing in the glossary is called {query!r} or is spelt like it\n"
            "  add it to a list of yours (Chinese,English) and name that with --glossary FILE",
            err=True,
        )
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
@click.option("--kind", metavar="KIND", help="Only one kind: county, media, interface ...")
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


@command.command(short_help="Check glossary files: yours, or glossa's own.")
@click.argument("files", nargs=-1, metavar="[FILE]...")
def check(files: tuple[str, ...]) -> int:
    """Check glossary files, yours as they lie over glossa's own, or its own when none is named.

    Prints a line for each fault: file:line, how bad it is, its code, what to do. The exit code is 1
    if there is any.
    """
    from glossa import pipeline

    termbase = pipeline.load_termbase(files)
    for finding in termbase.findings:
        click.echo(f"{finding.where}: {finding.severity}: {finding.code}: {finding.message}")
    click.echo(f"{len(termbase.concepts)} concepts, findings: {len(termbase.findings)}", err=True)
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
    rows = [*by_style.items(), *others.items()]
    sources = sorted({part for term in concept.terms for part in term.source.split(";") if part})
    width = max(len(label) for label, _ in (*rows, ("sources", [])))
    lines += [f"  {label + ':':<{width + 1}} {', '.join(texts)}" for label, texts in rows]
    lines.append(f"  {'sources:':<{width + 1}} {'; '.join(part.strip() for part in sources)}")
    return "\n".join(lines)
