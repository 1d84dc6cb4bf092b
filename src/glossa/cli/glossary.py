"""`glossa glossary`: look names up, list them, check and convert glossary files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossa.cli.glossary_convert import convert
from glossa.cli.options import glossary_option, quiet_option, style_option

if TYPE_CHECKING:
    from glossa.termbase import Concept, LookupHit, Termbase

__all__ = ["command", "describe"]


@click.group(name="glossary")
def command() -> None:
    """Look up names and terms, list them; check and convert glossaries of yours."""


command.add_command(convert)


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
    from glossa.cli.report import say_glossary_faults
    from glossa.errors import UsageError

    query = " ".join(name).strip()
    if not query:
        raise UsageError(
            "an empty name", where="NAME...", advice="say which: glossa glossary lookup 托里"
        )
    termbase = pipeline.load_termbase(glossaries, style=style)
    say_glossary_faults(termbase, glossaries)
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


@command.command(name="list", short_help="List every concept with its names.")
@style_option
@glossary_option
@click.option("--kind", metavar="KIND", help="Only one kind: county, media, interface ...")
@click.option(
    "--language",
    "languages",
    multiple=True,
    default=("zh-Hans", "en"),
    metavar="LANG",
    help="Show these languages instead of Chinese and English; may be given several times.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a concept, all terms.")
def list_(
    style: str,
    glossaries: tuple[str, ...],
    kind: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> None:
    """List every concept with what one style writes for it, Chinese and English at first."""
    from glossa import pipeline
    from glossa.cli.report import say_glossary_faults
    from glossa.cli.tables import print_table

    termbase = pipeline.load_termbase(glossaries, style=style)
    say_glossary_faults(termbase, glossaries)
    concepts = termbase.concepts.values()
    _require("--kind", kind, {concept.kind for concept in concepts}, "no concept is of kind")
    known = {term.language for concept in concepts for term in concept.terms}
    for language in languages:
        _require("--language", language, known, "no term is in")
    chosen = [concept for concept in concepts if kind is None or concept.kind == kind]
    if as_json:
        for concept in chosen:
            record = _record(concept)
            record["preferred"] = {
                language: _preferred(termbase, concept, language) for language in languages
            }
            click.echo(json.dumps(record, ensure_ascii=False))
        return
    print_table(
        ["concept", "kind", *(_title(language, style) for language in languages)],
        [
            [
                concept.id,
                concept.kind,
                *(_preferred(termbase, concept, language) for language in languages),
            ]
            for concept in chosen
        ],
    )


def _require(option: str, value: str | None, known: set[str], found: str) -> None:
    from glossa.errors import UsageError

    if value is not None and value not in known:
        advice = f"{option[2:]}s: {', '.join(sorted(known))}"
        raise UsageError(f"{found} {value!r}", where=option, advice=advice)


def _title(language: str, style: str) -> str:
    names = {"zh-Hans": "Chinese", "en": f"English ({style})"}
    return names.get(language, language)


@command.command(short_help="Check glossary files: yours, or glossa's own.")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a finding.")
@quiet_option
def check(files: tuple[str, ...], as_json: bool, quiet: bool) -> int:
    """Check glossary files, yours as they lie over glossa's own, or its own when none is named.

    Any format will do. Prints a line for each fault: file:line (sheet and row, entry), how bad it
    is, its code, what to do. The exit code is 1 if there is any.
    """
    from glossa.cli.report import finding_line
    from glossa.termbase.checking import check_glossaries

    checked = check_glossaries([Path(file) for file in files])
    for finding in checked.findings:
        if as_json:
            record = {
                "code": finding.code,
                "severity": finding.severity.value,
                "where": finding.where,
                "message": finding.message,
                "raw": finding.raw,
            }
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            click.echo(finding_line(finding))
    if not quiet:
        click.echo(f"{checked.concepts} concepts, findings: {len(checked.findings)}", err=True)
    return 1 if checked.findings else 0


def describe(hit: LookupHit, termbase: Termbase) -> dict[str, Any]:
    """One answer as plain data, for `--json`."""
    record = _record(hit.concept)
    terms = record.pop("terms")
    return {
        "concept": record["concept"],
        "kind": record["kind"],
        "found": hit.term.text,
        "how": hit.how,
        "score": round(hit.score, 1),
        "preferred": _preferred(termbase, hit.concept, "en"),
        "codes": record["codes"],
        "terms": terms,
    }


def _record(concept: Concept) -> dict[str, Any]:
    """A concept as plain data."""
    return {
        "concept": concept.id,
        "kind": concept.kind,
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
