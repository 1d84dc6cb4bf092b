"""Which engine translates from which language, and what decides a result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from glossa.errors import ModelMissingError, UsageError
from glossa.model import Entry, Finding, Signature
from glossa.script import canonical_tag, primary_subtag
from glossa.version import __version__

if TYPE_CHECKING:
    from glossa.engines.base import Engine
    from glossa.termbase import Termbase
    from glossa.translator import Options

__all__ = ["Engines", "make_signature", "require_tag"]


class Engines:
    """The engines that pages turn out to need, each made on first use and kept for the next page.

    `target`: BCP 47. `model`: the name of one of `glossa models list`; `engine`: one that is ready,
    for the language it reads. Raises `ModelMissingError` where there is no model of that name,
    `UsageError` for what is no language tag.
    """

    def __init__(
        self, target: str = "en", model: str | None = None, engine: Engine | None = None
    ) -> None:
        if model is not None:
            from glossa.models import find_named, find_packages

            find_named(model, find_packages())  # a name mistyped is said at once, not page by page
        self._target = require_tag(target, "--to")
        self._model = model
        self._given = engine
        self._made: dict[str, Engine] = {}
        self._by_packages: dict[tuple[Path, ...], Engine] = {}
        self._findings: dict[str, tuple[Finding, ...]] = {}

    def findings(self, languages: Iterable[str]) -> tuple[Finding, ...]:
        """What was remarked when the engines for these source languages were chosen."""
        said = [item for language in languages for item in self._findings.get(language, ())]
        return tuple(dict.fromkeys(said))

    def get(self, language: str) -> Engine:
        """The engine for a source language. Raises `ModelMissingError`."""
        if language not in self._made:
            given = self._given
            self._made[language] = self._fitting(given, language) if given else self._make(language)
        return self._made[language]

    def _fitting(self, engine: Engine, language: str) -> Engine:
        pairs = ((engine.source_language, language), (engine.target_language, self._target))
        if any(primary_subtag(has) != primary_subtag(wanted) for has, wanted in pairs):
            raise ModelMissingError(
                f"the engine that was given translates {engine.source_language} to "
                f"{engine.target_language}, not {language} to {self._target}",
                advice="give none, so that glossa chooses one for each language",
            )
        return engine

    def _make(self, language: str) -> Engine:
        from glossa.engines import TraditionalEngine, make_engine
        from glossa.models import choose

        choice = choose(language, self._target, self._model)
        self._findings[language] = choice.findings
        # Both kinds of Chinese may share one model: it is loaded once.
        key = tuple(package.path for package in choice.packages)
        if key not in self._by_packages:
            self._by_packages[key] = make_engine(choice)
        engine = self._by_packages[key]
        if language == "zh-Hant" and engine.source_language != language:
            return TraditionalEngine(engine)
        return engine


def require_tag(language: str, where: str) -> str:
    """A language tag (BCP 47) as it is usually written. Raises `UsageError`, `where` an option."""
    try:
        return canonical_tag(language)
    except ValueError as error:
        advice = "use one such as en, fr, zh-Hans (BCP 47)"
        raise UsageError(str(error), where=where, advice=advice) from None


def make_signature(
    termbase: Termbase,
    engines: Sequence[Engine],
    options: Options,
    entries: Iterable[Entry] = (),
) -> Signature:
    """What decided a result: versions, languages, glossary, style, options, each engine used."""
    from glossa import localize, segmentation

    values = {
        "version": __version__,
        "source": options.source_language,
        "target": options.target_language,
        "glossary": termbase.hash[:12],
        "style": termbase.style,
        "rules": f"{segmentation.RULES_VERSION}.{localize.RULES_VERSION}",
        "normalize": "yes" if options.normalize else "no",
    }
    if options.quotations:
        values["quotations"] = "yes"
    if options.first_mention:
        values["first-mention"] = options.first_mention
    for engine in engines:
        suffix = "" if len(engines) == 1 else f".{engine.source_language}"
        values |= {f"{key}{suffix}": value for key, value in engine.signature().items()}
    # Terms that stand alone are simplified too, where no engine was asked.
    if any(step.action == "script" for entry in entries for step in entry.steps):
        from glossa.engines import SIMPLIFIED_BY

        suffix = ".zh-Hant" if len(engines) > 1 else ""
        values.setdefault(f"script{suffix}", SIMPLIFIED_BY)
    return Signature.of(values)
