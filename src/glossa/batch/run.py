"""Translate folders: the same tree out, going on where an earlier run was stopped."""

from __future__ import annotations

import errno
import os
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa import pipeline
from glossa.batch.copying import clear_leftovers, copy_safely, hash_of, hash_of_file
from glossa.batch.journal import Journal, Record
from glossa.batch.one_page import Workshop, is_bilingual
from glossa.batch.plan import STATE, Plan, Task
from glossa.batch.result import Failure, FolderResult, PageResult, Status
from glossa.errors import (
    EncodingError,
    GlossaError,
    InputError,
    MemoryFileError,
    MissingError,
    UsageError,
)
from glossa.files import make_folder, read_bytes, write_safely

if TYPE_CHECKING:
    from glossa.model import Document

__all__ = ["Progress", "Run"]

Progress = Callable[[int, int, str], None]
"""Called after each file: how many are done, of how many, the name of the file."""

_QUESTIONS: Final = 512
"""New texts that are asked together; what a kill costs at most."""
_PAGES: Final = 48
"""Pages held at a time."""
_LETTERS: Final = 3_000_000
"""Letters of pages held at a time; one page may have more."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""What is wrong with a disk as a whole: no other page would fare better."""
_KEPT: Final = (
    "the file there was changed by hand or made by others; kept as it is (--overwrite makes it "
    "again)"
)


@dataclass(slots=True)
class _Waiting:
    """Pages that are read and not yet translated."""

    pages: list[tuple[Task, Document, str]] = field(default_factory=list)
    """(task, page, hash of what was read)."""
    questions: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """New texts by language, in order."""
    letters: int = 0

    @property
    def full(self) -> bool:
        """Whether they are to be translated before more are read."""
        asked = sum(map(len, self.questions.values()))
        return asked >= _QUESTIONS or len(self.pages) >= _PAGES or self.letters >= _LETTERS


class Run:
    """One run; `out` exists, is locked, and `journal` is of it."""

    def __init__(
        self, out: Path, journal: Journal, workshop: Workshop, settings: str, progress: Progress
    ) -> None:
        self._out = out
        self._journal = journal
        self._workshop = workshop
        self._options = workshop.options
        self._settings = settings
        self._progress = progress
        self._asked: set[tuple[str, str]] = set()
        self._waiting = _Waiting()
        self._found: dict[str, PageResult] = {}
        self._failed: dict[str, Failure] = {}
        self.result = FolderResult(out)
        self._done = 0
        self._count = 0

    def run(self, plan: Plan) -> FolderResult:
        """Do all that is to be done. Raises where nothing else could be done either."""
        result = self.result
        result.skipped.update(plan.skipped)
        result.doubles = plan.doubles
        result.failed = [Failure(name, error) for name, error in plan.failed]
        self._count = len(plan.tasks)
        folders = {(self._out / task.goal).parent for task in plan.tasks}
        clear_leftovers({self._out, self._out / STATE, *folders})
        for task in plan.tasks:
            self._guarded(task, self._look_at)
            if self._waiting.full:
                self._translate_waiting()
        self._translate_waiting()
        for task in plan.tasks:
            if task.goal in self._found:
                result.pages.append(self._found[task.goal])
            if task.goal in self._failed:
                result.failed.append(self._failed[task.goal])
        self._look_for_gone({task.goal for task in plan.tasks})
        return result

    # -- one file ----------------------------------------------------------------------------

    def _guarded(self, task: Task, work: Callable[[Task], None]) -> None:
        """Do something for one file; what is wrong with it alone is noted, and the rest is done."""
        try:
            work(task)
        except (UsageError, MissingError, MemoryFileError):
            raise
        except GlossaError as error:
            cause = error.__cause__
            if isinstance(cause, OSError) and cause.errno in _FULL:
                raise
            self._fail(task, error)
        except OSError as error:
            self._fail(task, InputError(error.strerror or str(error), where=task.name))
        except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the other pages
            advice = "please report it, with the page if it is no secret"
            found = f"glossa failed on it ({type(error).__name__}: {error})"
            self._fail(task, InputError(found, where=task.name, advice=advice))

    def _fail(self, task: Task, error: GlossaError) -> None:
        copied = False
        if task.is_page and self._is_to_copy(task):
            copied = self._copied_instead(task)
        self._failed[task.goal] = Failure(task.name, error, copied)
        self._said(task)

    def _copied_instead(self, task: Task) -> bool:
        """Put the page itself where links expect it, unless something better stands there."""
        goal = self._out / task.goal
        try:
            there = hash_of_file(goal)
            if there not in {"", hash_of_file(task.source)} and not self._is_copy(task.goal):
                return False
            return self._copy(task)
        except (GlossaError, OSError):
            return False

    def _is_copy(self, goal: str) -> bool:
        record = self._journal.records.get(goal)
        return record is not None and record.summary is None

    def _said(self, task: Task) -> None:
        self._done += 1
        self._progress(self._done, self._count, task.name)

    def _look_at(self, task: Task) -> None:
        """Copy the file, find that its result is there, or put it among those that wait."""
        if not task.is_page:
            self._copy_file(task)
            return
        data = read_bytes(task.source)
        if is_bilingual(task.source, data):
            self.result.skipped["bilingual"] += 1
            self._copy_file(task)
            return
        read = hash_of(data)
        if self._is_settled(task, read):
            self._said(task)
            return
        try:
            document = pipeline.parse_page(data, task.source.name, encoding=self._options.encoding)
        except EncodingError:
            if task.source.suffix.lower() not in {".txt", ".text"}:
                raise
            self._copy_file(task)  # no text, whatever its name says
            return
        questions = self._workshop.first_questions(document)
        self._waiting.pages.append((task, document, read))
        self._waiting.letters += len(document.text)
        for text in questions.segments if questions else ():
            if questions and (questions.language, text) not in self._asked:
                self._asked.add((questions.language, text))
                self._waiting.questions[questions.language][text] = None

    def _is_settled(self, task: Task, read: str) -> bool:
        """Whether there is nothing to do, for the result is as it should be, or a person's."""
        record = self._journal.records.get(task.goal)
        if record is None or record.summary is None:
            return False
        made = hash_of_file(self._out / task.goal)
        same = (record.read, record.settings) == (
            read,
            self._settings,
        ) and record.engines == self._workshop.engine_digests(list(record.engines))
        if made and made == record.made and same:
            self._found[task.goal] = PageResult(task.name, record, Status.UNCHANGED, record.note)
            return True
        if not made or self._options.overwrite or self._journal.is_ours(task.goal, made):
            return False
        if not (same or self._options.makes_pages):
            return False  # a person's work is brought into what is made anew
        note = _KEPT if same else f"{_KEPT}, though it would come out otherwise now"
        self._found[task.goal] = PageResult(task.name, record, Status.KEPT, note)
        return True

    # -- several pages -----------------------------------------------------------------------

    def _translate_waiting(self) -> None:
        waiting, self._waiting = self._waiting, _Waiting()
        for language, texts in waiting.questions.items():
            self._workshop.ask(language, list(texts))
        for task, document, read in waiting.pages:
            self._guarded(task, partial(self._translate, document, read))

    def _translate(self, document: Document, read: str, task: Task) -> None:
        goal = self._out / task.goal
        make_folder(goal.parent)
        built = self._workshop.build(document, goal)
        record = Record(
            goal=task.goal,
            source=self._from_out(task.source),
            read=read,
            made=hash_of(built.data),
            settings=self._settings,
            engines=built.engines,
            title=built.title,
            title_before=built.title_before,
            page_format=document.format,
            languages=built.languages,
            summary=replace(built.summary, name=task.name),
            note=built.note,
        )
        there = hash_of_file(goal)
        foreign = (
            bool(there) and there != record.made and not self._journal.is_ours(task.goal, there)
        )
        if there and not self._options.makes_pages:
            # A person's work may be in what is replaced: until that is done, it is still to do.
            self._journal.add(replace(record, read=""))
        else:
            self._journal.add(record)
        if foreign and self._options.makes_pages and not self._options.overwrite:
            self._found[task.goal] = PageResult(task.name, record, Status.KEPT, _KEPT)
        else:
            if there != record.made:
                write_safely(goal, built.data)
            if self._journal.records[task.goal] is not record:
                self._journal.add(record)
            self._found[task.goal] = PageResult(task.name, record, Status.TRANSLATED, record.note)
        self._said(task)

    # -- copies ------------------------------------------------------------------------------

    def _copy_file(self, task: Task) -> None:
        if self._is_to_copy(task):
            self._copy(task)
        self._said(task)

    def _is_to_copy(self, task: Task) -> bool:
        """Whether the file belongs among the results under the name of the task's result."""
        same_name = task.goal.rpartition("/")[2] == task.source.name
        return same_name and self._options.copy and self._options.makes_pages

    def _copy(self, task: Task) -> bool:
        """Copy a file where its copy is not there or not as it was; False where a person's is."""
        inside = task.goal
        goal = self._out / inside
        read, there = hash_of_file(task.source), hash_of_file(goal)
        if not read:
            raise InputError("no such file", where=task.name, advice="run the command again")
        record = self._journal.records.get(inside)
        ours = there in {"", read} or self._journal.is_ours(inside, there)
        if not (ours or self._options.overwrite):
            self.result.kept_copies.append(task.name)
            return False
        if record is None or (record.read, record.made) != (read, read):
            self._journal.add(Record(inside, self._from_out(task.source), read, read))
        if there != read:
            make_folder(goal.parent)
            copy_safely(task.source, goal)
        self.result.copied += 1
        return True

    # -- the end -----------------------------------------------------------------------------

    def _look_for_gone(self, planned: set[str]) -> None:
        """Results whose page is no more are told; records of what is no more at all are dropped."""
        forget = []
        for goal, record in self._journal.records.items():
            if goal in planned or os.path.lexists(self._out / record.source):
                continue
            if os.path.lexists(self._out / goal):
                self.result.gone.append(goal)
            else:
                forget.append(goal)
        self.result.gone.sort()
        self._journal.finish(forget)

    def _from_out(self, source: Path) -> str:
        """The way from the folder of results to a file, with slashes."""
        try:
            way = os.path.relpath(os.path.realpath(source), os.path.realpath(self._out))
        except ValueError:  # another drive of Windows
            way = os.path.realpath(source)
        return Path(way).as_posix()
