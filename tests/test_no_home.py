"""A user without a home folder (a container with a bare user id) still gets a translation."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossa.engines import make_engine
from glossa.models import choose, find_packages


@pytest.mark.model
def test_the_embedded_model_works_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "ARGOS_PACKAGES_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", nobody)
    assert [package.embedded for package in find_packages().packages] == [True]
    assert len(make_engine(choose("zh-Hans", "en")).translate(["首页"])) == 1
