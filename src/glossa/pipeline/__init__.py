"""The one place that joins the steps: read -> segment -> translate -> check -> export.

Opens files, chooses models, builds the Signature. Everything below it is pure or behind one door;
the command line and `import glossa` are thin layers above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa.errors import BitextError, FormatError, UsageError
from glossa.files import read_bytes, write_safely
from glossa.model import Bitext, Document, Finding, Severity
from glossa.pipeline.aligning import AlignmentSummary, align, summarize_alignment
from glossa.pipeline.codes import with_codes, with_inline
from glossa.pipeline.converting import Converted, convert, parse_bilingual, require_replaceable
from glossa.pipeline.engines import Engines, make_signature, require_tag
from glossa.pipeline.pages import (
    build_page,
    load_page,
    parse_page,
    rebuild,
    save_page,
    visible_text,
)
from glossa.pipeline.recalling import opened, recall_from, require_threshold, with_memory
from glossa.pipeline.remembering import (
    Learnt,
    learn,
    learn_memory,
    memory_bitext,
    memory_pairs,
    open_memory,
)
from glossa.pipeline.round_trip import (
    existing_work,
    keep_work,
    merge,
    remember,
    unplaced_bitext,
)
from glossa.script import primary_subtag

if TYPE_CHECKING:
    from glossa.engines.base import Engine
    from glossa.memory import Memory
    from glossa.survey import Progress, Survey
    from glossa.termbase import Termbase

__all__ = [
    "FUZZY",
    "AlignmentSummary",
    "Converted",
    "Engines",
    "Learnt",
    "align",
    "build_page",
    "convert",
    "existing_work",
    "keep_work",
    "learn",
    "learn_memory",
    "load",
    "load_bitext",
    "load_page",
    "load_termbase",
    "make_signature",
    "memory_bitext",
    "memory_pairs",
    "merge",
    "normalize",
    "open_memory",
    "opened",
    "parse_bilingual",
    "parse_page",
    "rebuild",
    "remember",
    "require_replaceable",
    "require_tag",
    "save_bitext",
    "save_page",
    "serialize_bitext",
    "summarize_alignment",
    "survey",
    "translate",
    "unplaced_bitext",
    "visible_text",
]

PathLike = str | Path
FUZZY: Final = 0.9
"""How like a source must be to one in a memory (docs/decisions/0011)."""


def load(path: PathLike, *, encoding: str | None = None) -> Bitext | Document:
    """A bilingual file of any format as a Bitext, any other file as a page: a segmented Document.

    The name tells which; for names that pages have too (`.md`, `.html`, `.xlsx`), what stands in
    the file.
    `encoding`: of a page. Raises `InputError`, `EncodingError` for a page, `BitextError` for what
    should be a bilingual file and is none, `UsageError` for a glossary.
    """
    from glossa.formats import format_of
    from glossa.pages import page_format

    path = Path(path)
    data = read_bytes(path)
    try:
        known = format_of(path)
    except FormatError:
        known = None
    if known is None or not known.claims(data):
        return parse_page(data, path.name, encoding=encoding)
    # A workbook may be a page too; what is text in tables is none, and may be a glossary.
    if page_format(data, path.name).name != "text":
        try:
            known.decode(data, path.name)
        except BitextError:
            return parse_page(data, path.name, encoding=encoding)
    return parse_bilingual(data, path.name)


def load_termbase(glossaries: Sequence[PathLike] = (), *, style: str = "cn-media") -> Termbase:
    """The own glossary of glossa with the user's files on top; later files win.

    Raises `GlossaryError` for a file that cannot be loaded at all, `UsageError` for a style that
    no glossary knows.
    """
    from glossa.resources import data_path
    from glossa.termbase import load_termbase as load

    return load([data_path("glossary"), *(Path(path) for path in glossaries)], style=style)


def translate(
    page: Document | PathLike,
    *,
    to: str = "en",
    source: str = "auto",
    style: str = "cn-media",
    glossaries: Sequence[PathLike] = (),
    model: str | None = None,
    normalize: bool = True,
    quotations: bool = False,
    first_mention: str | None = None,
    termbase: Termbase | None = None,
    engine: Engine | None = None,
    engines: Engines | None = None,
    memory: Memory | PathLike | Sequence[Memory | PathLike] | None = None,
    fuzzy: float | None = FUZZY,
) -> Bitext:
    """Translate a page; the result has one entry for every segment, checked.

    `to`, `source`: BCP 47 tags (`source="auto"`: whatever the page holds). `style`: the house
    spelling of names. `glossaries`: files laid over glossa's own. `model`: a name of
    `glossa models list`; without it, the best for the pair. `normalize=False` leaves text that was
    in the target language already as it is; `quotations` folds inside quotations and titles too.
    `first_mention`: a language (`zh-Hans`, `ug-Arab`) in which names are given in brackets where
    running text first has them. `termbase` and `engine` replace what would be loaded, for those who
    translate many pages or test. `memory`: what persons wrote before, one or several, asked and
    never changed; `fuzzy`: how like (0 to 1) a source must be that is nearly the same, None for no
    such.

    Raises `UsageError` for what is no language tag, `MemoryFileError` for what is no memory,
    `ModelMissingError` only where `model` names one that is not there; a page whose language has no
    model comes back with `no-model` findings.
    """
    from glossa.checks import check
    from glossa.engines import to_simplified
    from glossa.translator import Options, Translator

    to, source = require_tag(to, "--to"), require_tag(source, "--from")
    engines = engines or Engines(to, model, engine)
    document = page if isinstance(page, Document) else load_page(page)
    if termbase is None:
        termbase = load_termbase(glossaries, style=style)
    options = Options(
        target_language=to,
        source_language=source,
        normalize=normalize,
        quotations=quotations,
        first_mention=_gloss_language(first_mention, to, termbase),
    )
    asked: dict[str, Engine] = {}

    def engine_for(language: str) -> Engine:
        asked[language] = engines.get(language)
        return asked[language]

    threshold = require_threshold(fuzzy)
    with opened(memory) as memories:
        recall = recall_from(memories, termbase, to, threshold) if memories else None
        translator = Translator(
            termbase, engine_for, options, simplify=to_simplified, recall=recall
        )
        entries = translator.translate(document)
        entries = with_codes(document, entries, to=to, termbase=termbase, engine_for=engine_for)
        used = [asked[language] for language in sorted(asked)]
        signature = make_signature(termbase, used, options, entries)
        if memories:
            signature = with_memory(signature, memories, threshold)
    signature = with_inline(signature, document)
    said = (*document.findings, *_without_source(document, source), *engines.findings(asked))
    bitext = Bitext(document.name, entries, to, signature, said)
    literals = {segment.id: segment.literals for segment in document.segments}
    return check(bitext, literals=literals)


def normalize(
    page: Document | PathLike,
    *,
    language: str = "en",
    style: str = "cn-media",
    glossaries: Sequence[PathLike] = (),
    quotations: bool = False,
    first_mention: str | None = None,
    termbase: Termbase | None = None,
) -> Bitext:
    """Fold the names of text in `language` to one style; everything else stays as it is.

    The steps of each entry are the list of changes. `quotations`, `first_mention`: as for
    `translate`.
    """
    document = page if isinstance(page, Document) else load_page(page)
    if termbase is None:
        termbase = load_termbase(glossaries, style=style)
    from glossa.translator import Options, Translator

    options = Options(
        target_language=language,
        source_language=language,
        quotations=quotations,
        first_mention=_gloss_language(first_mention, language, termbase),
    )
    entries = Translator(termbase, _no_engine, options).translate(document)
    return Bitext(
        name=document.name,
        entries=with_codes(document, entries, to=language, termbase=termbase),
        target_language=language,
        signature=with_inline(make_signature(termbase, (), options), document),
        findings=document.findings,
    )


def survey(
    paths: Sequence[PathLike],
    *,
    language: str = "en",
    style: str = "cn-media",
    glossaries: Sequence[PathLike] = (),
    termbase: Termbase | None = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    encoding: str | None = None,
    candidates: bool = True,
    progress: Progress | None = None,
) -> Survey:
    """Which names stand under which spellings in pages, bilingual files and folders of them.

    `language`: whose spellings are looked at. `include`, `exclude`: patterns for what is in
    folders. `candidates`: also look for names that the glossary lacks. Files that cannot be read
    are in `Survey.failures`; see `docs/check.md`.
    """
    from functools import partial

    from glossa.checks import check
    from glossa.folders import walk
    from glossa.survey import Surveyor, read_into

    if termbase is None:
        termbase = load_termbase(glossaries, style=style)
    surveyor = Surveyor(
        termbase, language=require_tag(language, "--language"), candidates=candidates
    )
    read_into(
        surveyor,
        walk(paths, include=include, exclude=exclude),
        parse_page=partial(parse_page, encoding=encoding),
        check=partial(check, termbase=termbase),
        progress=progress,
    )
    return surveyor.result()


def serialize_bitext(bitext: Bitext, format_name: str) -> bytes:
    """A bitext in a bilingual format, encoded as that format wants it. Raises `FormatError`."""
    from glossa.formats import get_format

    return get_format(format_name).encode(bitext)


def save_bitext(bitext: Bitext, path: PathLike, *, format_name: str | None = None) -> None:
    """Write a bilingual file; the format follows the name unless given. Raises `OutputError`."""
    from glossa.formats import format_of

    path = Path(path)
    write_safely(path, serialize_bitext(bitext, format_of(path, format_name).name))


def load_bitext(path: PathLike, *, format_name: str | None = None) -> Bitext:
    """Read a bilingual file. Raises `InputError`, `BitextError`, `FormatError`."""
    from glossa.formats import format_of

    path = Path(path)
    chosen = format_of(path, format_name)
    return chosen.decode(read_bytes(path), path.name)


def _without_source(document: Document, source: str) -> tuple[Finding, ...]:
    """A remark where `--from` names a language that is nowhere on the page."""
    languages = Counter(segment.language for segment in document.segments)
    if source == "auto" or not languages:
        return ()
    if primary_subtag(source) in {primary_subtag(language) for language in languages}:
        return ()
    found = ", ".join(f"{language} ({count})" for language, count in languages.most_common())
    message = f"nothing on the page is in {source}, so nothing was translated; it holds {found}"
    return (Finding("source-language-absent", message, Severity.WARNING),)


def _gloss_language(language: str | None, target: str, termbase: Termbase) -> str:
    """The tag of `--first-mention`; empty where it was not asked for."""
    if language is None:
        return ""
    where = "--first-mention"
    tag = require_tag(language, where)
    if primary_subtag(tag) == primary_subtag(target):
        raise UsageError(
            f"the text is in {target} itself", where=where, advice="use another language"
        )
    if not termbase.has_language(tag):
        advice = "use one the glossary has, such as zh-Hans, zh-Hant, ug-Arab, ug-Latn"
        raise UsageError(f"the glossary has no names in {tag}", where=where, advice=advice)
    return tag


def _no_engine(language: str) -> Engine:
    raise AssertionError(f"normalising needs no engine, yet one for {language} was asked for")
