"""Where glossa's own data lies: the glossary and the embedded model.

An installed package carries them in `glossa/data/`; a checkout has them in its root, beside `src/`.
"""

from __future__ import annotations

from pathlib import Path

from glossa.errors import MissingError

__all__ = ["data_path"]


def data_path(name: str) -> Path:
    """The folder of glossa's own data called `name` (`glossary`, `models`).

    Raises `MissingError` where neither the installed package nor the checkout has it.
    """
    package = Path(__file__).resolve().parent
    places = [package / "data" / name]
    if package.parent.name == "src":
        places.append(package.parent.parent / name)
    for place in places:
        if place.is_dir():
            return place
    raise MissingError(
        f"glossa's own data folder {name!r} is not there",
        where=" or ".join(str(place) for place in places),
        advice="Install glossa again, or name your own with an option.",
    )
