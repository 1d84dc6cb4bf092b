"""The compiled glossary in the user's cache folder, so that it is read and filed only once.

A cache is never needed and never trusted: it counts only if it was made by this very glossa from
files with these very bytes, and is whole. Anything else about it, or about the folder, leads to
reading the glossary itself.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import os
import sys
import tempfile
import time
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from glossa.termbase.compiled import Compiled
from glossa.termbase.files import glossary_files
from glossa.version import __version__

__all__ = ["NO_CACHE", "load_compiled"]

NO_CACHE: Final = "GLOSSA_NO_CACHE"
"""The environment variable that switches the cache off where it is set and not empty."""
_MAGIC: Final = b"glossa glossary 1\n"
_SUFFIX: Final = ".glossary"
_TEMPORARY: Final = ".glossa-"
_DAY: Final = 24 * 60 * 60
_KEPT: Final = 16
"""Glossaries kept in the folder; the oldest go."""
_LONGEST_HEAD: Final = 1 << 20


def load_compiled(paths: Sequence[Path]) -> Compiled | None:
    """A glossary from the cache, put there first if need be; None where no cache can be had.

    Raises what `load_glossary` raises.
    """
    folder = _folder()
    key = _key(paths) if folder else None
    if folder is None or key is None:
        return None
    named = "\0".join(os.path.abspath(path) for path in paths)  # noqa: PTH100 - resolve() reads links
    file = folder / (
        hashlib.sha256(named.encode("utf-8", "surrogateescape")).hexdigest()[:32] + _SUFFIX
    )
    with _no_collecting():
        found = _read(file, key)
        if found is None:
            sections = _compiled(paths)
            if _key(paths) != key or not _write(file, key, sections):
                return None  # a file was changed meanwhile, or the folder takes nothing
            found = _read(file, key)
    return found


def _compiled(paths: Sequence[Path]) -> dict[str, bytes]:
    from glossa.termbase.compiling import compile_glossary
    from glossa.termbase.index import build_drawers  # what a hit does without
    from glossa.termbase.load import load_glossary

    glossary = load_glossary(paths)
    return compile_glossary(glossary, build_drawers(glossary.concepts))


def _folder() -> Path | None:
    """`glossa/glossaries` in the user's cache folder; None where there is none, or it is off."""
    if os.environ.get(NO_CACHE):
        return None
    named = os.environ.get("XDG_CACHE_HOME")
    if named and Path(named).is_absolute():
        return Path(named) / "glossa" / "glossaries"
    try:
        return Path.home() / ".cache" / "glossa" / "glossaries"
    except RuntimeError:  # a bare user id without a home
        return None


def _key(paths: Sequence[Path]) -> str | None:
    """What tells whether a cache is still right: by contents, never by time alone.

    None where the files cannot be read; loading says why.
    """
    digest = hashlib.sha256(_maker())
    try:
        for path in paths:
            digest.update(b"\0layer\0")
            for file in glossary_files(Path(path)):
                data = file.read_bytes()
                name = file.name.encode("utf-8", "surrogateescape")
                digest.update(b"%d %d\0" % (len(name), len(data)) + name)
                digest.update(data)
    except OSError:
        return None
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _maker() -> bytes:
    """What made it: glossa, its modules as they are now, and Python's tables of characters."""
    here = Path(__file__).parent
    modules = sorted((*here.rglob("*.py"), here.parent / "script.py", here.parent / "model.py"))
    stamps = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in modules]
    made = (__version__, sys.version_info[:3], unicodedata.unidata_version, stamps)
    return repr(made).encode()


def _read(file: Path, key: str) -> Compiled | None:
    """The cache, if it is whole and made from these files; anything else is None."""
    try:
        with file.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if hasattr(os, "getuid") and status.st_uid != os.getuid():
                return None  # somebody else's
            if stream.readline(len(_MAGIC)) != _MAGIC:
                return None
            head = json.loads(stream.readline(_LONGEST_HEAD))
            if head["key"] != key:
                return None
            data = memoryview(stream.read())
        if len(data) != head["length"] or zlib.crc32(data) != head["checksum"]:
            return None
        return Compiled({name: data[start:end] for name, (start, end) in head["sections"].items()})
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _write(file: Path, key: str, sections: Mapping[str, bytes]) -> bool:
    """Whether it could be written: beside and renamed, so that nobody ever reads half of one."""
    places: dict[str, tuple[int, int]] = {}
    length = checksum = 0
    for name, data in sections.items():
        places[name] = (length, length + len(data))
        length += len(data)
        checksum = zlib.crc32(data, checksum)
    head = {"key": key, "length": length, "checksum": checksum, "sections": places}
    temporary = ""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=file.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(_MAGIC + json.dumps(head).encode() + b"\n")
            stream.writelines(sections.values())
        Path(temporary).replace(file)
        temporary = ""
        _tidy(file.parent)
    except OSError:
        return False
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
    return True


def _tidy(folder: Path) -> None:
    """Leave the newest glossaries, and nothing that a killed run left long ago."""
    files = sorted(folder.glob("*" + _SUFFIX), key=lambda file: -file.stat().st_mtime)
    left = [file for file in folder.glob(_TEMPORARY + "*") if _age(file) > _DAY]
    for file in (*files[_KEPT:], *left):
        file.unlink(missing_ok=True)


def _age(file: Path) -> float:
    return time.time() - file.stat().st_mtime


@contextlib.contextmanager
def _no_collecting() -> Iterator[None]:
    """Nothing here makes garbage in circles; looking for it takes longer than the work itself."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
