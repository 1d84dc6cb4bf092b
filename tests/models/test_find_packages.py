"""Finding packages: one that is stray or broken is a finding, and hides nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from glossa.errors import ModelBrokenError, ModelMissingError, OutputError, UsageError
from glossa.model import Severity
from glossa.models import find_packages, packages_dir, read_package, remove
from glossa.models.metadata import argos_code, language_tag
from glossa.models.package import version_key
from glossa.models.weights import find_damage

Put = Callable[..., Path]


def test_a_package_left_by_argospm_is_read(put: Put) -> None:
    folder = put()
    scan = find_packages()
    assert scan.findings == ()
    [package] = scan.packages
    assert (package.name, package.path, package.source, package.target) == (
        "translate-zh_en-0_9",
        folder,
        "zh-Hans",
        "en",
    )
    assert (package.source_code, package.version, package.pair) == ("zh", "0.9", "translate-zh_en")
    assert (package.kind, package.embedded, package.max_tokens) == ("translate", False, 64)
    assert package.size == sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def test_no_packages_folder_is_no_packages(home: Path) -> None:
    assert find_packages() == find_packages(home / "nowhere")
    assert find_packages().packages == ()
    assert not (home / "data").exists(), "looking must not make folders"


def test_stray_and_broken_entries_hide_nothing(put: Put, packages: Path) -> None:
    sound = put()
    (packages / "stray").mkdir()
    (packages / "note.txt").write_text("hello")
    (packages / ".glossa-host-1-x").mkdir()
    (packages / "dangling").symlink_to(packages / "nowhere")
    sbd = packages / "sbd"
    sbd.mkdir()
    (sbd / "metadata.json").write_text(json.dumps({"type": "sbd"}))
    broken = put("broken")
    (broken / "model" / "model.bin").unlink()
    scan = find_packages()
    assert [package.path for package in scan.packages] == [sound]
    assert [(item.code, item.severity, Path(item.where).name) for item in scan.findings] == [
        ("model-broken", Severity.WARNING, "broken"),
        ("model-stray", Severity.INFO, "dangling"),
        ("model-stray", Severity.INFO, "note.txt"),
        ("model-unused", Severity.INFO, "sbd"),
        ("model-broken", Severity.WARNING, "stray"),
    ]


BROKEN_METADATA = [
    ("", "is no JSON"),
    ("{", "is no JSON"),
    ("[]", "holds no object"),
    ("\udcff", "is no JSON"),  # bytes that are no UTF-8
    ('{"to_code": "en"}', "`from_code` is ''"),
    ('{"from_code": 5, "to_code": "en"}', "`from_code` is 5"),
    ('{"from_code": "../x", "to_code": "en"}', "`from_code` is '../x'"),
    ('{"from_code": "zh", "to_code": ["en"]}', "`to_code` is ['en']"),
    ('{"from_code": "zh", "to_code": "en", "package_version": 1.9}', "`package_version` is 1.9"),
    ('{"from_code": "zh", "to_code": "en", "type": {}}', "`type` is {}"),
    ('{"from_code": "zh", "to_code": "en", "target_prefix": 1}', "`target_prefix` is 1"),
    ('{"from_code": "zh", "to_code": "en", "max_source_tokens": true}', "`max_source_tokens`"),
    ('{"from_code": "zh", "to_code": "en", "max_source_tokens": 1}', "`max_source_tokens` is 1"),
    ("[" * 100_000, "metadata.json"),
]


@pytest.mark.parametrize(("text", "found"), BROKEN_METADATA, ids=range(len(BROKEN_METADATA)))
def test_broken_metadata(put: Put, text: str, found: str) -> None:
    folder = put()
    (folder / "metadata.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ModelBrokenError, match="metadata") as error:
        read_package(folder)
    assert found in error.value.found
    assert error.value.where == str(folder)
    assert find_packages().packages == ()


@pytest.mark.parametrize(
    "part",
    ["metadata.json", "model/model.bin", "sentencepiece.model", "model/shared_vocabulary.json"],
)
def test_a_missing_part(put: Put, part: str) -> None:
    folder = put()
    (folder / part).unlink()
    with pytest.raises(ModelBrokenError):
        read_package(folder)


def test_an_empty_tokenizer_is_none(put: Put) -> None:
    folder = put()
    (folder / "sentencepiece.model").write_bytes(b"")
    with pytest.raises(ModelBrokenError, match="neither"):
        read_package(folder)


@pytest.mark.parametrize("keep", [0, 3, 30, 1000, 0.5, 0.999, -1])
def test_weights_cut_anywhere_are_found_without_loading(put: Put, keep: float) -> None:
    weights = put() / "model" / "model.bin"
    data = weights.read_bytes()
    assert find_damage(weights) == ""
    weights.write_bytes(data[: int(keep * len(data)) if 0 < keep < 1 else int(keep)])
    assert "too early" in find_damage(weights)
    [finding] = find_packages().findings
    assert finding.code == "model-broken"


def test_weights_that_are_none(put: Put) -> None:
    weights = put() / "model" / "model.bin"
    whole = weights.read_bytes()
    weights.write_bytes(whole + b"\0")
    assert "follows its end" in find_damage(weights)
    weights.write_bytes(b"\x06\0\0\0" + b"A" * 100_000)
    assert find_damage(weights)
    weights.write_bytes(b"\x63\0\0\0 a later version")
    assert find_damage(weights) == "", "a layout glossa does not know is left to CTranslate2"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read(put: Put, packages: Path) -> None:
    sound, closed = put(), put("closed")
    closed.chmod(0)
    try:
        scan = find_packages()
    finally:
        closed.chmod(0o755)
    assert [package.path for package in scan.packages] == [sound]
    assert [Path(item.where).name for item in scan.findings] == ["closed"]


def test_read_errors_are_findings(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put()

    def fail(path: Path) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("glossa.models.package.find_damage", fail)
    [finding] = find_packages().findings
    assert finding.message.endswith("cannot be read: Permission denied")


def test_a_packages_folder_that_is_a_file(home: Path) -> None:
    (home / "file").write_text("")
    [finding] = find_packages(home / "file").findings
    assert finding.severity is Severity.ERROR


def test_order_of_preference(put: Put) -> None:
    put("a", package_version="1.9")
    put("b", package_version="1.10")
    put("c", package_version="1.10", from_code="ar")
    assert [package.name for package in find_packages().packages] == ["c", "b", "a"]


def test_where_argos_keeps_its_packages(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert packages_dir() == home / "data/argos-translate/packages"
    settings = home / "config/argos-translate/settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"ARGOS_PACKAGES_DIR": "/set/there"}')
    assert packages_dir() == Path("/set/there")
    settings.write_text("{broken")
    assert packages_dir() == home / "data/argos-translate/packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", "/set/here")
    assert packages_dir() == Path("/set/here")
    monkeypatch.delenv("ARGOS_PACKAGES_DIR")
    monkeypatch.delenv("XDG_DATA_HOME")
    assert packages_dir() == home / "home/.local/share/argos-translate/packages"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("zh", "zh"),
        ("zh-Hans", "zh"),
        ("zh-CN", "zh"),
        ("zh_SG", "zh"),
        ("zh-Hans-TW", "zh"),  # the script wins over the region
        ("zh-Hant", "zt"),
        ("zh-hant-hk", "zt"),
        ("zh-TW", "zt"),
        ("zt", "zt"),
        ("en-GB", "en"),
        ("pt-BR", "pb"),
        ("pt", "pt"),
        ("ug-Arab", "ug"),
    ],
)
def test_codes_of_argos(tag: str, code: str) -> None:
    assert argos_code(tag) == code


@pytest.mark.parametrize(
    ("code", "tag"), [("zh", "zh-Hans"), ("zt", "zh-Hant"), ("pb", "pt-BR"), ("en", "en")]
)
def test_tags_of_codes(code: str, tag: str) -> None:
    assert language_tag(code) == tag
    assert argos_code(tag) == code


def test_versions_sort_by_number() -> None:
    versions = ["", "1", "1.2", "1.9", "1_10", "2.0"]
    assert sorted(versions, key=version_key) == versions


# -- the hash ------------------------------------------------------------------------------


def test_the_hash_is_over_what_decides_the_answers(put: Put) -> None:
    one, two = put("one"), put("two")
    (two / "README.md").write_text("read me")
    (two / "stanza").mkdir()
    (two / "stanza" / "x.pt").write_text("not used")
    same = read_package(one).sha256
    assert read_package(two).sha256 == same
    for part in ("metadata.json", "sentencepiece.model", "model/model.bin", "model/config.json"):
        other = put(f"other-{part.replace('/', '-')}")
        with (other / part).open("ab") as file:
            file.write(b" ")
        package = two_package(other, two)
        assert package.sha256 != same, part


def two_package(path: Path, like: Path):  # type: ignore[no-untyped-def]
    """A package at `path` that was looked at before it changed."""
    from dataclasses import replace

    return replace(read_package(like), path=path)


# -- remove --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["translate-zh_en-0_9", "translate-zh_en", "zh_en"])
def test_remove(put: Put, packages: Path, name: str) -> None:
    folder = put()
    assert remove(name) == folder
    assert list(packages.iterdir()) == []
    assert list(packages.parent.iterdir()) == [packages]


def test_remove_a_broken_one(put: Put) -> None:
    folder = put()
    shutil.rmtree(folder / "model")
    remove(folder.name)
    assert not folder.exists()


@pytest.mark.parametrize("name", ["", ".", "..", "../packages", "nothing", "a\0b", "/"])
def test_remove_only_packages(put: Put, packages: Path, name: str) -> None:
    folder = put()
    with pytest.raises(ModelMissingError):
        remove(name)
    assert folder.is_dir()


def test_remove_says_why_it_cannot(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put()

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OutputError, match="Permission denied"):
        remove(folder.name)
    assert folder.is_dir()


def test_the_embedded_package_cannot_be_removed(
    argosmodel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossa.resources.data_path", lambda name: argosmodel.parent)
    with pytest.raises(UsageError, match="came with glossa"):
        remove("translate-zh_en-0_9")
    assert argosmodel.exists()
