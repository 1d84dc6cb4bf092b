"""The one door to the network, tried without one."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import textwrap
import urllib.request
from email.message import Message
from pathlib import Path
from urllib.error import URLError

import pytest

from glossa.errors import InputError, UsageError
from glossa.models import install
from glossa.models.remote import fetch

NAME = "translate-zh_en-0_9"


class Answer(io.BytesIO):
    """What `urlopen` returns."""

    def __init__(self, data: bytes, address: str, length: int | None = None) -> None:
        super().__init__(data)
        self.headers = Message()
        if length is not None:
            self.headers["Content-Length"] = str(length)
        self._address = address

    def geturl(self) -> str:
        return self._address


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def serve(data: bytes, length: int | None = None, address: str | None = None) -> list[str]:
        asked: list[str] = []

        def urlopen(request: urllib.request.Request, timeout: float) -> Answer:
            asked.append(request.full_url)
            return Answer(data, address or request.full_url, length)

        monkeypatch.setattr(urllib.request, "urlopen", urlopen)
        return asked

    return serve


def test_install_from_an_address(serve, argosmodel: Path, packages: Path) -> None:  # type: ignore[no-untyped-def]
    data = argosmodel.read_bytes()
    asked = serve(data, len(data))
    result = install("https://models.test/v1/some.argosmodel")
    assert asked == ["https://models.test/v1/some.argosmodel"]
    assert (result.status, result.package.path) == ("installed", packages / NAME)


def test_a_published_file_is_checked_by_its_name(serve, argosmodel: Path) -> None:  # type: ignore[no-untyped-def]
    from glossa.errors import ModelBrokenError

    serve(argosmodel.read_bytes())
    with pytest.raises(ModelBrokenError, match="62e7af5a"):
        install("https://models.test/v1/translate-zh_en-1_9.argosmodel")


@pytest.mark.parametrize(
    ("length", "address", "limit", "found"),
    [
        (101, None, 1000, "ended after 100 of 101 bytes"),
        (None, None, 99, "is larger than 99 bytes"),
        (100, "http://models.test/x.argosmodel", 1000, "redirected away from https"),
    ],
)
def test_what_is_refused(  # type: ignore[no-untyped-def]
    serve, tmp_path: Path, length: int | None, address: str | None, limit: int, found: str
) -> None:
    serve(b"x" * 100, length, address)
    with pytest.raises(InputError, match=found):
        fetch("https://models.test/x.argosmodel", tmp_path, limit)


@pytest.mark.parametrize("address", ["http://a.test/x", "ftp://a.test/x", "file:///etc/passwd"])
def test_https_only(serve, address: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    asked = serve(b"")
    with pytest.raises(UsageError, match="https only"):
        install(address)
    with pytest.raises(InputError, match="no https address"):
        fetch(address, tmp_path, 10)
    assert asked == []


@pytest.mark.parametrize("name", ["..%2F..%2Fevil.argosmodel", "a/../evil.argosmodel"])
def test_the_name_of_an_address_stays_in_the_folder(serve, tmp_path: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    serve(b"x")
    assert fetch(f"https://a.test/{name}", tmp_path, 10) == tmp_path / "evil.argosmodel"


def test_nothing_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def urlopen(request: object, timeout: float) -> None:
        raise URLError("no route")

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    with pytest.raises(InputError, match="no route"):
        install("https://models.test/x.argosmodel")


INSTALL_PAIR = """
    import io, json, sys, urllib.request
    from email.message import Message
    from pathlib import Path
    index, model, wanted = sys.argv[1:]
    def urlopen(request, timeout=None):
        address = request if isinstance(request, str) else request.full_url
        if address.endswith("index.json"):
            if index == "none":
                raise OSError("no route")
            data = index.encode()
        else:
            data = Path(model).read_bytes()
        print(address)
        answer = io.BytesIO(data)
        answer.headers = Message()
        answer.geturl = lambda: address
        return answer
    urllib.request.urlopen = urlopen
    from glossa.errors import GlossaError
    from glossa.models import install
    assert not any(name.startswith("argostranslate") for name in sys.modules)
    try:
        result = install(wanted)
    except GlossaError as error:
        print(error.code, error.found)
    else:
        print(result.status, result.package.name)
"""


def install_pair(index: object, model: Path, wanted: str) -> list[str]:
    """What a process of its own did, with argostranslate's own code and no network."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            textwrap.dedent(INSTALL_PAIR),
            index if isinstance(index, str) else json.dumps(index),
            str(model),
            wanted,
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def offer(version: str, *links: str, to_code: str = "en") -> dict[str, object]:
    return {
        "package_version": version,
        "from_code": "zh",
        "from_name": "Chinese",
        "to_code": to_code,
        "to_name": "English",
        "links": list(links),
    }


INDEX = [
    offer("1.0", "https://old.test/a.argosmodel"),
    offer("1.10", "http://plain.test/b.argosmodel", "https://new.test/b.argosmodel"),
    offer("1.9", "https://mid.test/c.argosmodel"),
    offer("9.0", "https://other.test/d.argosmodel", to_code="fr"),
]


@pytest.mark.parametrize("wanted", ["translate-zh_en", "zh_en", "zh-en"])
def test_install_a_pair_from_the_index_of_argos(
    argosmodel: Path, packages: Path, wanted: str
) -> None:
    said = install_pair(INDEX, argosmodel, wanted)
    assert said[0].endswith("/index.json")
    assert said[1:] == ["https://new.test/b.argosmodel", f"installed {NAME}"]
    assert (packages / NAME).is_dir()


def test_a_pair_that_the_index_lacks(argosmodel: Path) -> None:
    said = install_pair(INDEX, argosmodel, "translate-ug_en")
    assert said[1:] == ["model-missing Argos's index has no such model"]


def test_no_index(argosmodel: Path) -> None:
    assert install_pair("none", argosmodel, "zh_en") == [
        "input Argos's package index cannot be fetched"
    ]


def test_a_damaged_index(argosmodel: Path) -> None:
    [_, said] = install_pair("{", argosmodel, "zh_en")
    assert said.startswith("input Argos's package index is damaged")


def test_a_pair_without_https(argosmodel: Path) -> None:
    index = [offer("1.0", "http://plain.test/b.argosmodel")]
    said = install_pair(index, argosmodel, "zh_en")
    assert said[1:] == ["model-missing Argos's index has no https address for the model"]
