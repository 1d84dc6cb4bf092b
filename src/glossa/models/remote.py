"""The only door to the network, and to argostranslate: opened by `glossa models install` alone."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from glossa.errors import InputError, ModelMissingError
from glossa.models.package import version_key

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["download", "fetch", "index_links"]

_CHUNK: Final = 1 << 20
_TIMEOUT: Final = 60  # seconds without a byte


def download(wanted: tuple[str, str] | str, folder: Path, limit: int) -> Path:
    """Fetch a pair from Argos's index, or an https address, into `folder`.

    At most `limit` bytes. Raises `ModelMissingError` where the index has no such pair,
    `InputError` where nothing answers, or not by https.
    """
    if isinstance(wanted, str):
        return fetch(wanted, folder, limit)
    failures = []
    for link in index_links(*wanted):
        try:
            return fetch(link, folder, limit)
        except InputError as error:
            failures.append(str(error))
    raise InputError(
        "no address in Argos's index could be fetched: " + "; ".join(failures),
        where=f"translate-{wanted[0]}_{wanted[1]}",
        advice="fetch the file in another way, then `glossa models install FILE`",
    )


def index_links(source: str, target: str) -> list[str]:
    """The https addresses that Argos's index gives for a pair, those of the highest version.

    The index is fetched anew by argostranslate, which keeps it in its own data folder. Raises
    `InputError` where there is no index, `ModelMissingError` where the pair is not in it.
    """
    from argostranslate import package as argos
    from argostranslate import settings

    name = f"translate-{source}_{target}"
    index = Path(settings.local_package_index)
    before = _stamp(index)
    with _quiet():  # it logs a failed download, where an error is called for
        argos.update_package_index()
    if _stamp(index) == before:
        raise InputError(
            "Argos's package index cannot be fetched",
            where=str(settings.remote_package_index),
            advice="check the network, or fetch the file in another way, then "
            "`glossa models install FILE`",
        )
    try:
        offers = [
            offer
            for offer in argos.get_available_packages()
            if (offer.type, offer.from_code, offer.to_code) == ("translate", source, target)
        ]
    except (ValueError, TypeError, AttributeError, OSError) as error:
        raise InputError(f"Argos's package index is damaged: {error}", where=str(index)) from error
    if not offers:
        raise ModelMissingError(
            "Argos's index has no such model",
            where=name,
            advice="see the pairs it has with `argospm search`",
        )
    best = max(offers, key=lambda offer: version_key(str(offer.package_version)))
    links = [str(link) for link in best.links if str(link).startswith("https://")]
    if not links:
        raise ModelMissingError("Argos's index has no https address for the model", where=name)
    return links


def fetch(address: str, folder: Path, limit: int) -> Path:
    """Fetch one https address into `folder`, named as there. Raises `InputError`."""
    from urllib.error import URLError
    from urllib.request import Request, urlopen

    name = PurePosixPath(unquote(urlsplit(address).path)).name
    if not address.startswith("https://") or not name:
        raise InputError("is no https address of a file", where=address)
    target = folder / Path(name).name
    size = 0
    try:
        request = Request(address, headers={"User-Agent": "glossa"})  # noqa: S310 - https, see above
        with urlopen(request, timeout=_TIMEOUT) as answer, target.open("wb") as file:  # noqa: S310
            if not answer.geturl().startswith("https://"):
                raise InputError("was redirected away from https", where=address)
            expected = answer.headers.get("Content-Length")
            while chunk := answer.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise InputError(f"is larger than {limit:,} bytes", where=address)
                file.write(chunk)
    except (URLError, OSError, ValueError) as error:
        raise InputError(
            f"cannot be fetched: {error}", where=address, advice="check the address and the network"
        ) from error
    if expected is not None and expected.isdecimal() and int(expected) != size:
        raise InputError(f"ended after {size:,} of {int(expected):,} bytes", where=address)
    return target


def _stamp(path: Path) -> tuple[int, int] | None:
    with contextlib.suppress(OSError):
        status = path.stat()
        return status.st_mtime_ns, status.st_size
    return None


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
