"""Model packages: find, choose, install, verify, remove. Argos's folder, read as it is."""

from __future__ import annotations

from glossa.models.choice import Choice, choose
from glossa.models.install import Installed, install
from glossa.models.package import ModelPackage, read_package
from glossa.models.places import packages_dir
from glossa.models.store import PackageScan, find_named, find_packages, remove
from glossa.models.verify import Verification, verify

__all__ = [
    "Choice",
    "Installed",
    "ModelPackage",
    "PackageScan",
    "Verification",
    "choose",
    "find_named",
    "find_packages",
    "install",
    "packages_dir",
    "read_package",
    "remove",
    "verify",
]
