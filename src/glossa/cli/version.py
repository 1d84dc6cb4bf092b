"""`glossa --version`: the version and the parts of the signature that are known without a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossa.version import __version__

if TYPE_CHECKING:
    from glossa.models import ModelPackage

__all__ = ["version_text"]


def version_text() -> str:
    """A few lines: glossa, glossary, rules, embedded model."""
    from glossa import localize, segmentation
    from glossa.models import find_packages
    from glossa.pipeline import load_termbase

    termbase = load_termbase()
    lines = [
        f"glossa {__version__}",
        f"glossary {termbase.hash[:12]} ({len(termbase.concepts)} concepts)",
        f"rules {segmentation.RULES_VERSION}.{localize.RULES_VERSION}",
    ]
    scan = find_packages()
    lines += [_model_line(package) for package in scan.packages]
    lines += [f"{finding.code} {finding.where}: {finding.message}" for finding in scan.findings]
    return "\n".join(lines)


def _model_line(package: ModelPackage) -> str:
    from glossa.errors import ModelBrokenError

    try:
        sha256 = package.sha256[:12]
    except ModelBrokenError as error:  # one that cannot be read must not hide the others
        sha256 = error.found
    return f"model {package.name} {sha256}{' (embedded)' if package.embedded else ''}"
