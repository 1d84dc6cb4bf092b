"""What a run has to do: each file of the folders, where its result goes, what is in the way."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from glossa.batch.options import BILINGUAL, PAGE, FolderOptions
from glossa.errors import InputError, OutputError, UsageError
from glossa.folders import EXCLUDED, Page, fits, on_one_line, walk

__all__ = ["RESULTS", "STATE", "Plan", "Task", "make_plan"]

STATE: Final = ".glossa"
"""The folder inside the results in which a run keeps what it needs to go on."""
RESULTS: Final = "results"
"""Why a file was left out: an earlier run wrote it."""
_HEAD: Final = 2000
_LONGEST: Final = 255
"""Bytes in the name of a file, nearly everywhere."""
_WEB: Final = frozenset({".html", ".htm", ".xhtml", ".xht"})
"""A browser reads XHTML by its ending: `<a id="x"/>` would go on for ever in a `.html`."""
_HTML: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?>.*?-->)\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Task:
    """One file and its result."""

    source: Path
    name: str
    """How to speak of it: its path inside the folder."""
    goal: str
    """Path of the result inside the folder of results, with slashes."""
    is_page: bool
    """Whether it is translated; else it is copied."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All of a run, in the order in which it is done."""

    tasks: tuple[Task, ...]
    failed: tuple[tuple[str, InputError | OutputError], ...]
    """(name, why): what cannot be done at all."""
    skipped: dict[str, int]
    """Files left out, by reason."""
    doubles: tuple[tuple[str, str], ...]
    """Results whose names differ in capital letters or accents' coding only."""


def make_plan(paths: Sequence[str | Path], out: Path, options: FolderOptions) -> Plan:
    """Look at every file, read none but for its beginning.

    Raises `UsageError` where two results would have one name, or a result would replace a page.
    """
    found = walk(paths, exclude=options.exclude)
    failed: list[tuple[str, InputError | OutputError]] = [(one.where, one) for one in found.failed]
    skipped = Counter(found.skipped)
    results = _Results(out)
    tasks: list[Task] = []
    for page in found.pages:
        if page.name == "-":
            raise UsageError("stdin is no part of a folder", where="-", advice="name it alone")
        if page.inside is not None and results.hold(page.path, page.inside):
            skipped[RESULTS] += 1
            continue
        made = list(_tasks(page, options))
        if not made:
            skipped[EXCLUDED if _is_page(page.path) else "no page"] += 1
        for task in made:
            long = max(map(len, map(os.fsencode, task.goal.split("/"))))
            if long > _LONGEST:
                failed.append((task.name, _too_long(task, long)))
            else:
                tasks.append(task)
    _require_places(tasks, out)
    return Plan(tuple(tasks), tuple(failed), dict(sorted(skipped.items())), _doubles(tasks))


def _tasks(page: Page, options: FolderOptions) -> list[Task]:
    """What to do with one file: translate it, copy it, both, or neither."""
    inside = (page.inside or Path(page.path.name)).as_posix()
    name = on_one_line(inside)
    wanted = page.inside is None or not options.include or fits(inside, options.include)
    copied = options.copy and options.makes_pages
    if not (wanted and _is_page(page.path)):
        return [Task(page.path, name, inside, is_page=False)] if copied else []
    goal = inside + _ending(page.path, options)
    tasks = [Task(page.path, name, goal, is_page=True)]
    if copied and goal != inside:  # pages that point to it still find it
        tasks.append(Task(page.path, name, inside, is_page=False))
    return tasks


def _is_page(path: Path) -> bool:
    """Whether glossa reads such files: by the name, else by how it begins."""
    from glossa.pages import PAGE_FORMATS

    if any(path.suffix.lower() in form.extensions for form in PAGE_FORMATS.values()):
        return True
    head = _head(path)
    return bool(_HTML.match(head)) or head.startswith(b"%PDF-")


def _ending(path: Path, options: FolderOptions) -> str:
    """What is put behind the name of a page for that of its result."""
    from glossa.formats import get_format
    from glossa.pages import page_format

    suffix = path.suffix.lower()
    if options.format_name == BILINGUAL:
        return "" if suffix in _WEB else ".html"
    if options.format_name != PAGE:
        return get_format(options.format_name).ending
    ending = page_format(_head(path), path.name).ending
    return "" if suffix == ending else ending


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:  # said when the whole is to be read
        return b""


class _Results:
    """Which files an earlier run wrote."""

    def __init__(self, out: Path) -> None:
        self._out = os.path.realpath(out)
        self._known: dict[Path, bool] = {}

    def hold(self, path: Path, inside: Path) -> bool:
        """Whether the file stands in the folder of results, or in one of another run."""
        folder = path.parent
        for _ in inside.parent.parts:
            if folder not in self._known:
                journal = folder / STATE / "journal.jsonl"
                self._known[folder] = os.path.realpath(folder) == self._out or journal.is_file()
            if self._known[folder]:
                return True
            folder = folder.parent
        return False


def _too_long(task: Task, length: int) -> OutputError:
    return OutputError(
        f"the result's name would be {length} bytes long, and {_LONGEST} are possible",
        where=task.name,
        advice="give the page a shorter name",
    )


def _require_places(tasks: Sequence[Task], out: Path) -> None:
    """Raise `UsageError` where results would meet each other or a page."""
    sources = {os.path.realpath(task.source) for task in tasks}
    taken: dict[str, Task] = {}
    real = os.path.realpath(out)
    for task in tasks:
        other = taken.setdefault(task.goal, task)
        if other is not task:
            raise UsageError(
                f"{on_one_line(str(other.source))} and {on_one_line(str(task.source))} would both "
                f"be written to {task.name}",
                where=str(out),
                advice="translate them in two runs, each with a folder of its own",
            )
        if os.path.join(real, task.goal) in sources:  # noqa: PTH118 - as realpath writes it
            raise UsageError(
                f"the result would replace the page {on_one_line(str(task.source))}",
                where=str(out),
                advice="name a folder beside the pages",
            )
    for goal in taken:
        above = goal
        while above := above.rpartition("/")[0]:
            if above in taken:
                raise UsageError(
                    f"{taken[above].name} would be a file and a folder at once",
                    where=str(out),
                    advice="translate them in two runs, each with a folder of its own",
                )


def _doubles(tasks: Sequence[Task]) -> tuple[tuple[str, str], ...]:
    """Names that are one name where capital letters do not count (Windows, macOS)."""
    first: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    for task in tasks:
        key = unicodedata.normalize("NFC", task.goal).casefold()
        other = first.setdefault(key, task.goal)
        if other != task.goal:
            found.append((other, task.goal))
    return tuple(found)
