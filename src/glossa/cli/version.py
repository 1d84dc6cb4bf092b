"""`glossa --version`: the version and the parts of the signature that are known without a page."""

from __future__ import annotations

from glossa.version import __version__

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
    lines += [
        f"model {package.name} {package.sha256[:12]}{' (embedded)' if package.embedded else ''}"
        for package in find_packages().packages
    ]
    return "\n".join(lines)
