"""Where packages live, and folders to build them in."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["STAGING_PREFIX", "cache_dir", "clean_staging", "packages_dir", "staging_folder"]

STAGING_PREFIX: Final = ".glossa-"
"""Folders that glossa is still filling or already deleting; never taken for a package."""
_DAY: Final = 24 * 60 * 60


def packages_dir() -> Path:
    """Where Argos keeps installed packages; it need not exist.

    The environment's `ARGOS_PACKAGES_DIR`, else that of Argos's settings.json, else
    `argos-translate/packages` in the user's data folder: as Argos itself decides, but without
    importing it (which makes folders in the home directory).
    """
    named = os.environ.get("ARGOS_PACKAGES_DIR") or _setting("ARGOS_PACKAGES_DIR")
    if named:
        return Path(named)
    return _home_folder("XDG_DATA_HOME", ".local/share") / "argos-translate" / "packages"


def cache_dir() -> Path:
    """Where the embedded package is unpacked to; it need not exist."""
    return _home_folder("XDG_CACHE_HOME", ".cache") / "glossa" / "models"


@contextlib.contextmanager
def staging_folder(near: Path) -> Iterator[Path]:
    """A new, empty folder from which a rename to `near` (a folder) stays on one file system.

    It stands beside `near` where that can be, not in it: Argos fails on a stray folder among its
    packages. It is deleted at the end, with what is still in it. Raises `OSError`.
    """
    near.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_staging_name(), dir=_staging_parent(near)))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clean_staging(near: Path) -> None:
    """Delete what a killed run left beside or in `near`; what is still in use stays."""
    for parent in {near, _staging_parent(near)}:
        with contextlib.suppress(OSError):
            for folder in parent.glob(f"{STAGING_PREFIX}*"):
                if folder.is_dir() and not folder.is_symlink() and _is_abandoned(folder):
                    shutil.rmtree(folder, ignore_errors=True)


def _staging_name() -> str:
    return f"{STAGING_PREFIX}{socket.gethostname()}-{os.getpid()}-"


def _staging_parent(near: Path) -> Path:
    parent = near.parent
    try:
        same_device = parent.stat().st_dev == near.stat().st_dev
    except OSError:
        return near
    return parent if same_device and os.access(parent, os.W_OK | os.X_OK) else near


def _is_abandoned(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        if time.time() - folder.stat().st_mtime > _DAY:
            return True
    host, _, pid = folder.name.removeprefix(STAGING_PREFIX).rpartition("-")[0].rpartition("-")
    if host != socket.gethostname() or not pid.isdecimal() or os.name != "posix":
        return False  # another machine, or no way to ask for a process: only age tells
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _home_folder(variable: str, default: str) -> Path:
    named = os.environ.get(variable)
    if named:
        return Path(named)
    try:
        return Path.home() / default
    except RuntimeError:
        # A container with a bare user id has no home. What is looked for there is not there, and
        # what would be written there goes to a temporary folder instead.
        return Path(os.devnull) / default


def _setting(key: str) -> str:
    path = _home_folder("XDG_CONFIG_HOME", ".config") / "argos-translate" / "settings.json"
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""  # none, or one that Argos cannot read either
    value = values.get(key) if isinstance(values, dict) else None
    return value if isinstance(value, str) else ""
