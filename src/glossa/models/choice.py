"""Which packages translate a pair of languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from glossa.errors import ModelMissingError
from glossa.model import Finding, Severity
from glossa.models.embedded import unpack_embedded
from glossa.models.metadata import argos_code, language_tag
from glossa.models.package import ModelPackage
from glossa.models.store import PackageScan, find_named, find_packages

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Choice", "choose"]

PIVOT: Final = "en"
"""Argos trains every language to and from English."""
_UNPUBLISHED: Final = {
    "bo": "Tibetan",
    "ckb": "Central Kurdish",
    "hy": "Armenian",
    "ka": "Georgian",
    "kk": "Kazakh",
    "mn": "Mongolian",
    "sr": "Serbian",
    "tg": "Tajik",
    "ug": "Uyghur",
    "uz": "Uzbek",
}
"""Languages that glossa tells apart and Argos's index (of 2025-06-21) has no model for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The packages for a pair, in the order in which they translate."""

    packages: tuple[ModelPackage, ...]
    """One, or two where the pair pivots through English. Each is a folder ready to be loaded."""
    findings: tuple[Finding, ...] = ()
    """What the user should know: broken packages passed over, a pivot, another script's model."""


def choose(
    source: str, target: str, name: str | None = None, *, directory: Path | None = None
) -> Choice:
    """The packages that translate `source` into `target` (BCP 47 tags or Argos codes).

    `name` wins where given, as `glossa models list` shows it. Otherwise an installed package is
    used before the embedded one, and a higher version before a lower; a broken one is passed over.
    A pair without a package pivots through English. Traditional Chinese without a package of its
    own is given to the simplified one, with a finding. `directory` replaces Argos's folder.

    Raises `ModelMissingError` where there is nothing for the pair (it names the command that mends
    it) or the named package is for another pair, `ModelBrokenError` where the named one is damaged.
    """
    scan = find_packages(directory)
    findings = [item for item in scan.findings if item.severity is not Severity.INFO]
    pair = argos_code(source), argos_code(target)
    if name:
        return _named(name, pair, scan, findings)
    chain = _chain(*pair, scan)
    if not chain and pair[0] == "zt":
        chain = _chain("zh", pair[1], scan)
        if chain:
            findings.append(_other_script(chain[0]))
    if not chain:
        raise _missing(*pair, findings)
    if len(chain) > 1:
        message = f"no model for {source} to {target}: translated through {language_tag(PIVOT)}"
        findings.append(Finding("model-pivot", message, Severity.INFO))
    return Choice(tuple(map(_ready, chain)), tuple(findings))


def _named(name: str, pair: tuple[str, str], scan: PackageScan, findings: list[Finding]) -> Choice:
    package = find_named(name, scan)
    same_target = argos_code(package.target) == pair[1]
    if argos_code(package.source) != pair[0] and same_target and pair[0] == "zt":
        findings.append(_other_script(package))
    elif (argos_code(package.source), argos_code(package.target)) != pair:
        raise ModelMissingError(
            f"the model {package.name} translates {package.source} to {package.target}, "
            f"not {language_tag(pair[0])} to {language_tag(pair[1])}",
            advice="name another, or none: see `glossa models list`",
        )
    return Choice((_ready(package),), tuple(findings))


def _chain(source: str, target: str, scan: PackageScan) -> tuple[ModelPackage, ...]:
    direct = _first(source, target, scan)
    if direct:
        return (direct,)
    first, second = _first(source, PIVOT, scan), _first(PIVOT, target, scan)
    return (first, second) if first and second else ()


def _first(source: str, target: str, scan: PackageScan) -> ModelPackage | None:
    for package in scan.packages:  # in the order of preference
        if (argos_code(package.source), argos_code(package.target)) == (source, target):
            return package
    return None


def _ready(package: ModelPackage) -> ModelPackage:
    return unpack_embedded(package) if package.embedded else package


def _other_script(package: ModelPackage) -> Finding:
    message = (
        f"traditional Chinese was translated with {package.name}, made for {package.source}; "
        "install a model of its own: `glossa models install translate-zt_en`"
    )
    return Finding("model-other-script", message, Severity.WARNING)


def _missing(source: str, target: str, findings: list[Finding]) -> ModelMissingError:
    passed_over = "".join(f"\n  {finding.message}" for finding in findings)
    unpublished = [_UNPUBLISHED[code] for code in (source, target) if code in _UNPUBLISHED]
    if unpublished:
        advice = (
            f"Argos publishes none for {' or '.join(unpublished)} (index of June 2025); one made "
            "elsewhere can be installed: `glossa models install FILE.argosmodel`"
        )
    else:
        advice = (
            f"install one: `glossa models install translate-{source}_{target}` (needs the "
            "network) or `glossa models install FILE.argosmodel`"
        )
    return ModelMissingError(
        f"no model translates {language_tag(source)} to {language_tag(target)}{passed_over}",
        advice=advice,
    )
