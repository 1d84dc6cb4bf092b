"""Which package translates a pair: by name, installed first, the highest version, by English."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from glossa.errors import ModelBrokenError, ModelMissingError
from glossa.models import choose, find_packages, read_package, verify
from glossa.models.embedded import read_archive, unpack_embedded

Put = Callable[..., Path]
NAME = "translate-zh_en-0_9"


def names(*call: str) -> list[str]:
    return [package.name for package in choose(*call).packages]


@pytest.fixture
def embedded(argosmodel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """glossa's own models folder with the tiny package in it."""
    folder = tmp_path / "own-models"
    folder.mkdir()
    monkeypatch.setattr("glossa.resources.data_path", lambda name: folder)
    return Path(shutil.copy(argosmodel, folder))


def test_nothing_for_the_pair(put: Put) -> None:
    put()
    with pytest.raises(ModelMissingError) as error:
        choose("ja", "en")
    assert str(error.value) == (
        "no model translates ja to en\n  install one: `glossa models install translate-ja_en` "
        "(needs the network) or `glossa models install FILE.argosmodel`"
    )
    assert error.value.exit_code == 4


@pytest.mark.parametrize("source", ["zh-Hans", "zh", "zh-CN", "zh_CN"])
def test_tags_and_codes_mean_the_same(put: Put, source: str) -> None:
    put()
    assert names(source, "en-GB") == [NAME]


def test_the_highest_version_first(put: Put) -> None:
    put("a", package_version="1.9")
    put("b", package_version="1.10")
    assert names("zh-Hans", "en") == ["b"]


def test_a_broken_package_is_passed_over_and_reported(put: Put) -> None:
    put("a", package_version="1.9")
    (put("b", package_version="2.0") / "model" / "model.bin").write_bytes(b"half")
    choice = choose("zh-Hans", "en")
    assert [package.name for package in choice.packages] == ["a"]
    assert [(item.code, Path(item.where).name) for item in choice.findings] == [
        ("model-broken", "b")
    ]


def test_only_broken_ones(put: Put) -> None:
    (put("b") / "model" / "model.bin").write_bytes(b"half")
    with pytest.raises(
        ModelMissingError, match=r"model package b is passed over: model/model\.bin"
    ):
        choose("zh-Hans", "en")


@pytest.mark.parametrize("name", ["a", "b"])
def test_a_name_wins(put: Put, name: str) -> None:
    put("a", package_version="1.9")
    put("b", package_version="1.10")
    assert names("zh-Hans", "en", name) == [name]


def test_a_pair_for_a_name(put: Put) -> None:
    put()
    assert names("zh-Hans", "en", "translate-zh_en") == [NAME]
    assert names("zh-Hans", "en", "zh_en") == [NAME]


def test_a_name_that_does_not_do(put: Put) -> None:
    put()
    (put("broken") / "metadata.json").write_text("{")
    with pytest.raises(ModelMissingError, match="no model called 'x'; there are: translate-zh_en"):
        choose("zh-Hans", "en", "x")
    with pytest.raises(ModelBrokenError, match="broken is passed over"):
        choose("zh-Hans", "en", "broken")
    with pytest.raises(ModelMissingError, match="translates zh-Hans to en, not ja to en"):
        choose("ja", "en", NAME)


def test_by_way_of_english(put: Put) -> None:
    put()
    put("fr", from_code="en", to_code="fr")
    choice = choose("zh-Hans", "fr")
    assert [package.name for package in choice.packages] == [NAME, "fr"]
    assert [item.code for item in choice.findings] == ["model-pivot"]
    put("direct", to_code="fr", package_version="0.1")
    assert names("zh-Hans", "fr") == ["direct"]


def test_half_a_way_is_none(put: Put) -> None:
    put()
    with pytest.raises(ModelMissingError):
        choose("zh-Hans", "fr")
    with pytest.raises(ModelMissingError):
        choose("en", "en")


def test_traditional_chinese(put: Put) -> None:
    put()
    choice = choose("zh-Hant", "en")
    assert [package.source for package in choice.packages] == ["zh-Hans"]
    assert [item.code for item in choice.findings] == ["model-other-script"]
    assert [item.code for item in choose("zh-Hant", "en", NAME).findings] == ["model-other-script"]
    put("zt", from_code="zt")
    choice = choose("zh-Hant", "en")
    assert [(package.name, package.source) for package in choice.packages] == [("zt", "zh-Hant")]
    assert choice.findings == ()


# -- the embedded package --------------------------------------------------------------------


def test_installed_before_embedded(put: Put, embedded: Path) -> None:
    put("mine", package_version="0.1")
    assert names("zh-Hans", "en") == ["mine"]
    assert names("zh-Hans", "en", NAME) == [NAME]
    assert [package.embedded for package in find_packages().packages] == [False, True]


def test_the_embedded_package_is_unpacked_once(embedded: Path, tiny: Path, home: Path) -> None:
    [listed] = find_packages().packages
    assert (listed.path, listed.embedded) == (embedded, True)
    assert not (home / "cache").exists(), "listing unpacks nothing"
    [package] = choose("zh-Hans", "en").packages
    assert package.embedded
    assert package.path.parent.parent == home / "cache" / "glossa" / "models"
    before = package.path.stat()
    assert choose("zh-Hans", "en").packages == (package,)
    assert package.path.stat().st_ino == before.st_ino
    assert listed.sha256 == package.sha256 == read_package(tiny).sha256
    assert [result.checks for result in verify()] == [("structure", "hashes")]


def test_a_damaged_copy_is_made_anew(embedded: Path) -> None:
    [package] = choose("zh-Hans", "en").packages
    whole = (package.path / "model" / "model.bin").read_bytes()
    (package.path / "model" / "model.bin").write_bytes(whole[:100])
    (package.path / "metadata.json").unlink()
    [again] = choose("zh-Hans", "en").packages
    assert again == package
    assert (package.path / "model" / "model.bin").read_bytes() == whole
    assert [path.name for path in package.path.parent.parent.iterdir()] == [
        package.path.parent.name
    ]


def test_another_embedded_model_gets_another_folder(embedded: Path) -> None:
    [first] = choose("zh-Hans", "en").packages
    with zipfile.ZipFile(embedded, "a") as archive:
        archive.writestr(f"{NAME}/README.md", "new")
    [second] = choose("zh-Hans", "en").packages
    assert first.path != second.path
    assert first.sha256 == second.sha256


def test_without_a_cache_a_temporary_folder_does(
    embedded: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "cache").write_text("a file where the folder should be")
    [package] = choose("zh-Hans", "en").packages
    assert package.path.parent.parent.name.startswith("glossa-model-")
    assert package.name == NAME
    shutil.rmtree(package.path.parent.parent)


def test_a_broken_embedded_package_is_a_finding(embedded: Path) -> None:
    embedded.write_bytes(embedded.read_bytes()[:1000])
    assert [item.code for item in find_packages().findings] == ["model-broken"]
    with pytest.raises(ModelMissingError):
        choose("zh-Hans", "en")


def test_no_models_folder_at_all(home: Path) -> None:
    from glossa.errors import MissingError

    def missing(name: str) -> Path:
        raise MissingError("not there")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("glossa.resources.data_path", missing)
        assert find_packages().packages == ()


def unpack_in_a_process(path: str, gate: str) -> str:
    while not os.path.exists(gate):  # noqa: PTH110 - a tight loop, so that both start at once
        pass
    return str(unpack_embedded(read_archive(Path(path))).path)


def test_two_processes_unpack_at_once(embedded: Path, home: Path) -> None:
    gate = home / "gate"
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        jobs = [pool.apply_async(unpack_in_a_process, (str(embedded), str(gate))) for _ in range(3)]
        gate.touch()
        [path] = {job.get(60) for job in jobs}
    assert read_package(Path(path)).name == NAME
    assert len(list((home / "cache" / "glossa" / "models").iterdir())) == 1


def test_another_process_was_faster(embedded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from glossa.models import embedded as module

    package = read_archive(embedded)
    unpack = module.unpack_members
    faster: list[Path] = []

    def overtaken(*arguments):  # type: ignore[no-untyped-def]
        monkeypatch.setattr(module, "unpack_members", unpack)
        faster.append(unpack_embedded(package).path)
        return unpack(*arguments)

    monkeypatch.setattr(module, "unpack_members", overtaken)
    assert unpack_embedded(package).path == faster[0]
    assert len(list(faster[0].parent.parent.iterdir())) == 1
