"""Folders of pages: translated with the same tree out, gone on with where a run was stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa import pipeline
from glossa.batch.options import BILINGUAL, PAGE, FolderOptions
from glossa.batch.result import Failure, FolderResult, PageResult, Status
from glossa.errors import UsageError
from glossa.files import make_folder, write_safely

if TYPE_CHECKING:
    from glossa.batch.run import Progress
    from glossa.memory import Memory
    from glossa.termbase import Termbase

__all__ = [
    "BILINGUAL",
    "PAGE",
    "Failure",
    "FolderOptions",
    "FolderResult",
    "PageResult",
    "Status",
    "run_folders",
    "translate_folder",
]

PathLike = str | Path
_INDEX: Final = "index-glossa"


def translate_folder(
    folder: PathLike | Sequence[PathLike],
    out: PathLike,
    *,
    to: str | None = None,
    source: str | None = None,
    style: str = "cn-media",
    glossaries: Sequence[PathLike] = (),
    model: str | None = None,
    memory: Memory | PathLike | Sequence[Memory | PathLike] | None = None,
    options: FolderOptions | None = None,
    progress: Progress | None = None,
    termbase: Termbase | None = None,
    engines: pipeline.Engines | None = None,
) -> FolderResult:
    """Translate the pages of a folder, or of several, into the folder `out`, the same tree.

    What is done already is not done again: a run that was stopped goes on. Files that are no pages
    are copied. `options`: the rest (`FolderOptions(format_name="po", exclude=("old/*",))`); `to`
    and `source`, where given, beat those in it. `progress`: called with (done, of how many, name).
    The others as for `translate`.

    Files that cannot be done are in `FolderResult.failed`. Raises `UsageError` where results would
    meet each other or a page, `OutputError` where `out` cannot be written or another run is working
    there, `MissingError`, `MemoryFileError`.
    """
    from dataclasses import replace

    paths = [folder] if isinstance(folder, str | Path) else list(folder)
    chosen = options or FolderOptions()
    chosen = replace(chosen, to=to or chosen.to, source=source or chosen.source)
    if termbase is None:
        termbase = pipeline.load_termbase(glossaries, style=style)
    engines = engines or pipeline.Engines(chosen.to, model)
    with pipeline.opened(memory) as memories:
        return run_folders(paths, Path(out), chosen, termbase, engines, memories, model, progress)


def run_folders(
    paths: Sequence[PathLike],
    out: Path,
    options: FolderOptions,
    termbase: Termbase,
    engines: pipeline.Engines,
    memories: Sequence[Memory],
    model: str | None = None,
    progress: Progress | None = None,
) -> FolderResult:
    """The same with everything ready; see `translate_folder`."""
    from glossa.batch.journal import Journal
    from glossa.batch.lock import locked
    from glossa.batch.one_page import Workshop
    from glossa.batch.plan import STATE, make_plan
    from glossa.batch.run import Run

    _require_folder(out)
    plan = make_plan(paths, out, options)
    make_folder(out / STATE)
    with locked(out / STATE / "lock", out):
        _require_names(plan.doubles, out / STATE)
        journal = Journal(out / STATE)
        try:
            workshop = Workshop(options, termbase, engines, memories)
            run = Run(out, journal, workshop, workshop.settings(model), progress or _silent)
            result = run.run(plan)
        finally:
            journal.close()
        journal.finish(())
        from glossa.batch.index_page import index_page

        result.index = out / _index_name({task.goal for task in plan.tasks})
        page = index_page(result, options.to)
        write_safely(result.index, page.encode("utf-8", "replace"))
    return result


def _silent(_done: int, _count: int, _name: str) -> None:
    """Nobody watches."""


def _require_folder(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise UsageError(
            "the pages of a folder need a folder, and this is a file",
            where=str(out),
            advice="give another name with -o",
        )


def _require_names(doubles: Sequence[tuple[str, str]], folder: Path) -> None:
    """Raise `UsageError` where two results would be one file: capital letters may not count."""
    if doubles and (folder.parent / folder.name.upper()).exists():
        one, other = doubles[0]
        raise UsageError(
            f"{one} and {other} would be one file there, as capital letters do not count",
            where=str(folder.parent),
            advice="rename one of the pages, or write to another disk",
        )


def _index_name(taken: set[str]) -> str:
    """A name that no result has."""
    lower = {name.casefold() for name in taken}
    name, number = f"{_INDEX}.html", 1
    while name in lower:
        number += 1
        name = f"{_INDEX}-{number}.html"
    return name
