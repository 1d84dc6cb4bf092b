"""The packages that are there: installed ones as Argos keeps them, and the embedded one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossa.errors import GlossaError, ModelBrokenError, ModelMissingError, OutputError, UsageError
from glossa.model import Finding, Severity
from glossa.models.embedded import embedded_files, read_archive
from glossa.models.package import ModelPackage, read_package, version_key
from glossa.models.places import STAGING_PREFIX, clean_staging, packages_dir, staging_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["PackageScan", "answers_to", "find_named", "find_packages", "remove"]


@dataclass(frozen=True, slots=True)
class PackageScan:
    """What a look into the packages folder gave."""

    packages: tuple[ModelPackage, ...]
    """Usable ones. Installed before embedded; then by pair; the highest version of a pair first."""
    findings: tuple[Finding, ...]
    """What was passed over, and why: `model-broken`, `model-stray`, `model-unused`."""


def find_packages(directory: Path | None = None, *, embedded: bool = True) -> PackageScan:
    """Every package in `directory` (default: Argos's packages folder), and the embedded one.

    A stray file, a broken or half-copied package is a finding and hides nothing else. A folder that
    does not exist holds no packages.
    """
    directory = packages_dir() if directory is None else directory
    packages: list[ModelPackage] = []
    findings: list[Finding] = []
    for entry in _entries(directory, findings):
        _look_at(entry, packages, findings)
    for path in embedded_files() if embedded else ():
        try:
            packages.append(read_archive(path))
        except ModelBrokenError as error:
            findings.append(_broken(error, path))
    packages.sort(key=lambda package: package.name)
    packages.sort(key=lambda package: version_key(package.version), reverse=True)
    packages.sort(key=lambda package: (package.embedded, package.pair))
    return PackageScan(tuple(packages), tuple(findings))


def answers_to(package: ModelPackage, name: str) -> bool:
    """Whether `name` means `package`: `translate-zh_en-1_9`, `translate-zh_en`, `zh_en`."""
    return name in (package.name, package.pair, f"{package.source_code}_{package.target_code}")


def find_named(name: str, scan: PackageScan) -> ModelPackage:
    """The package called `name`: by its full name, else the first of that pair.

    Raises `ModelBrokenError` where that one is damaged, `ModelMissingError` where there is none.
    """
    for package in scan.packages:
        if package.name == name:
            return package
    for package in scan.packages:
        if answers_to(package, name):
            return package
    for finding in scan.findings:
        if finding.where.replace("\\", "/").rsplit("/", 1)[-1] == name:
            raise ModelBrokenError(
                finding.message, advice=f"remove it with `glossa models remove {name}`"
            )
    known = ", ".join(package.name for package in scan.packages) or "none"
    raise ModelMissingError(
        f"there is no model called {name!r}; there are: {known}",
        advice="see `glossa models list`, or install it: `glossa models install NAME-OR-FILE`",
    )


def remove(name: str, directory: Path | None = None) -> Path:
    """Delete an installed package, broken ones too; returns where it stood.

    It is renamed away first, so a killed run leaves no half package. Raises `UsageError` for the
    embedded package, `ModelMissingError` where there is none of that name, `OutputError`.
    """
    directory = packages_dir() if directory is None else directory
    folder = _folder_of(name, directory)
    try:
        clean_staging(directory)
        with staging_folder(directory) as staging:
            folder.rename(staging / "removed")
    except OSError as error:
        raise OutputError(
            f"cannot be removed: {error.strerror or error}",
            where=str(folder),
            advice="check who owns the folder",
        ) from error
    return folder


def _folder_of(name: str, directory: Path) -> Path:
    plain = name not in ("", ".", "..") and not set(name) & set("/\\\0")
    if plain and (directory / name).is_dir() and not name.startswith(STAGING_PREFIX):
        return directory / name
    try:
        package = find_named(name, find_packages(directory))
    except GlossaError as error:
        raise ModelMissingError(error.found, advice="see `glossa models list`") from None
    if package.embedded:
        raise UsageError(
            f"{package.name} came with glossa and cannot be removed",
            advice="an installed model for the pair is used before it",
        )
    return package.path


def _entries(directory: Path, findings: list[Finding]) -> Sequence[Path]:
    try:
        return sorted(directory.iterdir())
    except FileNotFoundError:
        return ()
    except OSError as error:
        message = f"the packages folder cannot be read: {error.strerror or error}"
        findings.append(Finding("model-broken", message, Severity.ERROR, where=str(directory)))
        return ()


def _look_at(entry: Path, packages: list[ModelPackage], findings: list[Finding]) -> None:
    if entry.name.startswith("."):
        return  # ours, still being filled, or a system's own (.DS_Store)
    if not entry.is_dir():
        message = "a file among the model packages is not used; move it away"
        findings.append(Finding("model-stray", message, Severity.INFO, where=str(entry)))
        return
    try:
        package = read_package(entry)
    except ModelBrokenError as error:
        findings.append(_broken(error, entry))
        return
    if package.kind != "translate":
        message = f"a package of the sort {package.kind!r} is not used"
        findings.append(Finding("model-unused", message, Severity.INFO, where=str(entry)))
        return
    packages.append(package)


def _broken(error: GlossaError, path: Path) -> Finding:
    message = f"the model package {path.name} is passed over: {error.found}"
    return Finding("model-broken", message, Severity.WARNING, where=str(path))
