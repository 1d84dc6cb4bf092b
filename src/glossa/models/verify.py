"""Is a package still what was installed, and does it load?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from glossa.errors import ModelBrokenError
from glossa.models.embedded import unpack_embedded
from glossa.models.manifest import compare, read_manifest
from glossa.models.package import ModelPackage, read_package
from glossa.models.store import find_named, find_packages

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Verification", "verify"]


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome for one package."""

    name: str
    path: Path
    problems: tuple[str, ...]
    """What is wrong, in words; empty if nothing is."""
    checks: tuple[str, ...]
    """What was looked at: `structure`, `hashes`, `loads`."""
    package: ModelPackage | None = None
    """None where it is too broken to be read."""

    @property
    def sound(self) -> bool:
        """Nothing was found wrong."""
        return not self.problems


def verify(
    name: str | None = None,
    *,
    directory: Path | None = None,
    loader: Callable[[ModelPackage], None] | None = None,
) -> tuple[Verification, ...]:
    """Verify the package `name`, or every one, the broken ones included.

    Looks at the structure; at each file's SHA-256, where glossa unpacked the package and left a
    list; and, with a `loader` (it raises `ModelBrokenError`), whether the model loads. A package
    that `argospm` installed has no list: `checks` then lacks `hashes`.

    Raises `ModelMissingError` or `ModelBrokenError` where there is no package called `name`.
    """
    scan = find_packages(directory)
    if name:
        return (_verify(find_named(name, scan), loader),)
    broken = (
        Verification(
            Path(finding.where).name, Path(finding.where), (finding.message,), ("structure",)
        )
        for finding in scan.findings
        if finding.code == "model-broken"
    )
    return (*(_verify(package, loader) for package in scan.packages), *broken)


def _verify(package: ModelPackage, loader: Callable[[ModelPackage], None] | None) -> Verification:
    checks = ["structure"]
    problems: list[str] = []
    try:
        if package.embedded:
            package = unpack_embedded(package)
        package = read_package(package.path, embedded=package.embedded)
        files = read_manifest(package.path)
        if files is not None:
            checks.append("hashes")
            problems += compare(package.path, files)
        if loader is not None:
            checks.append("loads")
            loader(package)
    except ModelBrokenError as error:
        problems.append(error.found)
    return Verification(package.name, package.path, tuple(problems), tuple(checks), package)
