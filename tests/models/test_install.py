"""Installing: a package appears whole or not at all, and nothing leaves its folder."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import struct
import subprocess
import sys
import textwrap
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from glossa.errors import (
    InputError,
    ModelBrokenError,
    ModelMissingError,
    OutputError,
    UsageError,
)
from glossa.models import find_packages, install, verify
from glossa.models.archive import Limits
from glossa.models.install import KNOWN, Known
from glossa.models.places import clean_staging, staging_folder

Put = Callable[..., Path]
Pack = Callable[..., Path]
NAME = "translate-zh_en-0_9"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder that glossa did not add, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".glossa-sha256.json"
    }


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def nothing_installed(packages: Path) -> Iterator[None]:
    """After the test there is no package, and nothing beside it either."""
    yield
    assert sorted(packages.parent.rglob("*")) == [packages]


@pytest.fixture
def pack(tmp_path: Path, tiny: Path) -> Pack:
    """Make an .argosmodel of the tiny package, with members added, replaced or (None) left out."""

    def make(members: dict[str | zipfile.ZipInfo, bytes | None] | None = None) -> Path:
        path = tmp_path / "made.argosmodel"
        wanted: dict[str | zipfile.ZipInfo, bytes | None] = {
            f"{NAME}/{name}": data for name, data in contents(tiny).items()
        }
        wanted |= members or {}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in wanted.items():
                if data is not None:
                    archive.writestr(name, data)
        return path

    return make


def test_install_a_file(argosmodel: Path, packages: Path, tiny: Path) -> None:
    result = install(argosmodel)
    assert (result.status, result.checked) == ("installed", False)
    assert result.sha256 == sha256(argosmodel)
    assert result.package.path == packages / NAME
    assert contents(packages / NAME) == contents(tiny)
    assert find_packages().packages == (result.package,)
    assert find_packages().findings == ()
    assert sorted(packages.parent.iterdir()) == [packages]


def test_install_makes_the_packages_folder(argosmodel: Path, home: Path) -> None:
    assert install(str(argosmodel)).package.path.parent == home / "data/argos-translate/packages"


def test_installed_already(argosmodel: Path, packages: Path) -> None:
    install(argosmodel)
    marker = packages / NAME / "README.md"
    marker.write_text("mine")
    assert install(argosmodel).status == "present"
    assert marker.exists()
    assert install(argosmodel, force=True).status == "replaced"
    assert not marker.exists()
    assert sorted(packages.parent.rglob("*")) == sorted(
        [packages, packages / NAME, *(packages / NAME).rglob("*")]
    )


def test_a_broken_package_in_the_way(argosmodel: Path, put: Put) -> None:
    (put() / "model" / "model.bin").unlink()
    with pytest.raises(ModelBrokenError, match="--force"):
        install(argosmodel)
    assert install(argosmodel, force=True).status == "replaced"
    assert find_packages().findings == ()


def test_a_given_hash(argosmodel: Path) -> None:
    assert install(argosmodel, sha256=sha256(argosmodel).upper()).checked


@pytest.mark.usefixtures("nothing_installed")
def test_another_hash_than_given(argosmodel: Path) -> None:
    with pytest.raises(ModelBrokenError, match="but should have SHA-256 0000"):
        install(argosmodel, sha256="0" * 64)
    with pytest.raises(UsageError, match="no SHA-256"):
        install(argosmodel, sha256="abc")


@pytest.mark.usefixtures("nothing_installed")
def test_another_hash_than_known(argosmodel: Path, tmp_path: Path) -> None:
    forged = tmp_path / "translate-zh_en-1_9.argosmodel"
    shutil.copy(argosmodel, forged)
    with pytest.raises(ModelBrokenError, match=r"62e7af5a.* and 74,481,402 bytes"):
        install(forged)
    with pytest.raises(ModelBrokenError, match="62e7af5a"):  # a given hash cannot overrule it
        install(forged, sha256=sha256(forged))


def test_a_known_hash(argosmodel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Known(argosmodel.stat().st_size, sha256(argosmodel))
    monkeypatch.setitem(KNOWN, argosmodel.name, known)  # type: ignore[arg-type]
    assert install(argosmodel).checked


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


BAD_MEMBERS = [
    ({"../evil": b"x"}, "unsafe name"),
    ({f"{NAME}/../../evil": b"x"}, "unsafe name"),
    ({f"{NAME}/./x": b"x"}, "unsafe name"),
    ({f"{NAME}//x": b"x"}, "unsafe name"),
    ({"/etc/evil": b"x"}, "unsafe name"),
    ({f"{NAME}/a\\..\\..\\evil": b"x"}, "unsafe name"),
    ({"C:/evil": b"x"}, "unsafe name"),
    ({f"{NAME}/x:stream": b"x"}, "unsafe name"),
    ({f"{NAME}/line\nbreak": b"x"}, "unsafe name"),
    ({f"{NAME}/trailing.": b"x"}, "unsafe name"),
    ({".hidden/x": b"x"}, "outside its folder"),
    ({"loose": b"x"}, "outside its folder"),
    ({"second/x": b"x"}, "2 top folders"),
    ({link(f"{NAME}/link"): b"/etc/passwd"}, "link or a device"),
    ({f"{NAME}/MODEL/model.bin": b"x"}, "twice"),
    ({f"{NAME}/metadata.json": None}, "no metadata.json"),
    ({f"{NAME}/metadata.json": b"{"}, "no JSON"),
    ({f"{NAME}/metadata.json": b'{"from_code": 1, "to_code": "en"}'}, "`from_code` is 1"),
    ({f"{NAME}/metadata.json": b'{"type": "sbd"}'}, "does not translate"),
    ({f"{NAME}/model/model.bin": None}, "no model/model.bin"),
    ({f"{NAME}/model/model.bin": b"\x06\0\0\0"}, "is damaged"),
    ({f"{NAME}/sentencepiece.model": None}, "neither sentencepiece.model"),
]


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize(("members", "found"), BAD_MEMBERS, ids=lambda value: str(value)[:40])
def test_unsafe_and_incomplete_packages(
    pack: Pack, members: dict[str | zipfile.ZipInfo, bytes | None], found: str, tmp_path: Path
) -> None:
    path = pack(members)
    with pytest.raises(ModelBrokenError) as error:
        install(path)
    assert found in error.value.found
    assert error.value.where == str(path)
    assert not list(tmp_path.parent.rglob("evil*"))


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 100])
def test_no_zip(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.argosmodel"
    path.write_bytes(data)
    with pytest.raises(ModelBrokenError, match=r"no \.argosmodel file"):
        install(path)


@pytest.mark.usefixtures("nothing_installed")
def test_an_empty_zip(tmp_path: Path) -> None:
    path = tmp_path / "x.argosmodel"
    zipfile.ZipFile(path, "w").close()
    with pytest.raises(ModelBrokenError, match="0 top folders"):
        install(path)


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_file_cut_or_damaged_on_the_way(argosmodel: Path, tmp_path: Path, share: float) -> None:
    data = argosmodel.read_bytes()
    place = int(share * len(data))
    path = tmp_path / "x.argosmodel"
    path.write_bytes(data[:place])
    with pytest.raises(ModelBrokenError):
        install(path)
    path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
    with pytest.raises(ModelBrokenError):
        install(path)


def declare(path: Path, name: str, size: int) -> None:
    """Declare `size` bytes for a member, in both headers, whatever it holds."""
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(name).header_offset
    data = bytearray(path.read_bytes())
    data[start + 22 : start + 26] = struct.pack("<I", size)
    entry = data.rindex(name.encode()) - 46
    data[entry + 24 : entry + 28] = struct.pack("<I", size)
    path.write_bytes(data)


@pytest.mark.usefixtures("nothing_installed")
def test_a_bomb_that_declares_little(pack: Pack) -> None:
    name = f"{NAME}/bomb"
    path = pack({name: b"\0" * 50_000_000})
    declare(path, name, 100)
    with pytest.raises(ModelBrokenError, match="bomb"):
        install(path)


@pytest.mark.usefixtures("nothing_installed")
def test_a_file_that_holds_less_than_it_declares(pack: Pack) -> None:
    name = f"{NAME}/short"
    path = pack({name: b"12345"})
    declare(path, name, 6)
    with pytest.raises(ModelBrokenError, match="short"):
        install(path)


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize(
    ("limits", "found"),
    [
        (Limits(files=5), "files, more than 5"),
        (Limits(file_bytes=1_000_000), "is larger than 1,000,000 bytes"),
        (Limits(total_bytes=1_000_000), "unpacks to more than 1,000,000 bytes"),
        (Limits(total_bytes=10_000), "more than any model"),
    ],
)
def test_limits(pack: Pack, limits: Limits, found: str) -> None:
    path = pack({f"{NAME}/zeros": b"\0" * 5_000_000})
    with pytest.raises(ModelBrokenError, match=found):
        install(path, limits=limits)


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize("name", ["nothing.argosmodel", "no/such/file", "zh_en.zip", "", "x"])
def test_no_such_file(name: str) -> None:
    with pytest.raises(InputError):
        install(name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(argosmodel: Path, packages: Path) -> None:
    packages.parent.chmod(0o500)
    packages.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="ARGOS_PACKAGES_DIR"):
            install(argosmodel)
    finally:
        packages.parent.chmod(0o700)
        packages.chmod(0o700)


def test_a_packages_folder_that_is_a_file(argosmodel: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be installed"):
        install(argosmodel, directory=tmp_path / "file")


def test_a_failed_rename_puts_the_old_package_back(
    argosmodel: Path, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(argosmodel)
    marker = packages / NAME / "README.md"
    marker.write_text("mine")
    rename = Path.rename

    def fail_for_the_new(self: Path, target: Path) -> Path:
        if self.parent.name == "new":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_for_the_new)
    with pytest.raises(OutputError, match="No space left"):
        install(argosmodel, force=True)
    assert marker.read_text() == "mine"
    assert list(packages.parent.iterdir()) == [packages]


def test_a_killed_install_leaves_nothing_half(argosmodel: Path, packages: Path) -> None:
    script = f"""
        import os, signal
        from glossa.models import archive, install
        hash_of = archive.FileHash
        def killed(size, sha256):  # after the first file
            os.kill(os.getpid(), signal.SIGKILL)
        archive.FileHash = killed
        install({str(argosmodel)!r})
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert done.returncode == -9
    left = [path for path in packages.parent.iterdir() if path != packages]
    assert [path.name.startswith(".glossa-") for path in left] == [True]
    assert find_packages() == find_packages(packages.parent / "nowhere"), "it looks as if untouched"
    install(argosmodel)
    assert list(packages.parent.iterdir()) == [packages], "what was left is cleaned away"


def test_cleaning_spares_what_is_in_use(packages: Path) -> None:
    with staging_folder(packages) as ours:
        elsewhere = packages.parent / ".glossa-another.host-1-abc"
        elsewhere.mkdir()
        old = packages.parent / ".glossa-another.host-2-abc"
        old.mkdir()
        os.utime(old, (time.time() - 100_000,) * 2)
        clean_staging(packages)
        assert ours.is_dir()
        assert elsewhere.is_dir()
        assert not old.exists()
    assert not ours.exists()


def test_argostranslate_reads_what_glossa_installed(
    argosmodel: Path, packages: Path, home: Path
) -> None:
    install(argosmodel)
    script = """
        import json, sys
        from argostranslate import package
        [found] = package.get_installed_packages()
        tokens = found.tokenizer.encode("the fox")
        print(json.dumps([found.from_code, found.to_code, found.package_version,
                          str(found.package_path), tokens]))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        check=True,
        capture_output=True,
        text=True,
    )
    code, target, version, path, tokens = json.loads(done.stdout)
    assert (code, target, version, path) == ("zh", "en", "0.9", str(packages / NAME))
    assert tokens


# -- verify --------------------------------------------------------------------------------


def test_verify_what_glossa_installed(argosmodel: Path, packages: Path) -> None:
    install(argosmodel)
    loaded: list[str] = []
    [result] = verify(NAME, loader=lambda package: loaded.append(package.name))
    assert (result.sound, result.checks) == (True, ("structure", "hashes", "loads"))
    assert loaded == [NAME]
    folder = packages / NAME
    (folder / "model" / "config.json").write_text("{}")
    (folder / "model" / "shared_vocabulary.json").unlink()
    (folder / "extra").write_text("")
    (folder / "model" / "source_vocabulary.json").write_text("[]")
    [result] = verify("zh_en")
    assert result.problems == (
        "model/config.json has changed since it was installed",
        "model/shared_vocabulary.json is missing",
        "extra was added",
        "model/source_vocabulary.json was added",
    )


def test_verify_what_argospm_installed(put: Put) -> None:
    put()

    def loader(package: object) -> None:
        raise ModelBrokenError("does not load")

    [result] = verify()
    assert (result.sound, result.checks) == (True, ("structure",))
    [result] = verify(loader=loader)
    assert (result.problems, result.checks) == (("does not load",), ("structure", "loads"))


def test_verify_reports_broken_packages(put: Put) -> None:
    put()
    (put("broken") / "metadata.json").unlink()
    assert [(result.name, result.sound) for result in verify()] == [(NAME, True), ("broken", False)]
    with pytest.raises(ModelBrokenError, match="glossa models remove broken"):
        verify("broken")
    with pytest.raises(ModelMissingError, match="'nothing'; there are: translate-zh_en-0_9"):
        verify("nothing")
