"""Packages to install, and a home of its own for each test."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "engines"))  # for tiny_models

import tiny_models

NAME = "translate-zh_en-0_9"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real package; read only."""
    return tiny_models.write_package(tmp_path_factory.mktemp("tiny") / NAME)


@pytest.fixture(scope="session")
def argosmodel(tiny: Path) -> Path:
    """The same as a file."""
    return tiny_models.zip_folder(tiny, tiny.parent / f"{NAME}.argosmodel")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees the models, the cache or the settings of whoever runs it."""
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name, folder in (("DATA", "data"), ("CONFIG", "config"), ("CACHE", "cache")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / folder))
    # The embedded model has tests of its own.
    (tmp_path / "no-models").mkdir()
    monkeypatch.setattr("glossa.resources.data_path", lambda name: tmp_path / f"no-{name}")
    return tmp_path


@pytest.fixture
def packages(home: Path) -> Path:
    """The packages folder that Argos and glossa share."""
    folder = home / "data" / "argos-translate" / "packages"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def put(tiny: Path, packages: Path) -> Callable[..., Path]:
    """Copy the package into the packages folder, as `argospm` leaves it, with other metadata."""

    def copy(name: str = NAME, /, **metadata: object) -> Path:
        folder = packages / name
        shutil.copytree(tiny, folder)
        tiny_models._with_metadata(folder, metadata)
        return folder

    return copy
