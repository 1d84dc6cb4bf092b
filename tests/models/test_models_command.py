"""`glossa models`: what it prints, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glossa.cli.models import command
from glossa.errors import GlossaError

Put = Callable[..., Path]
NAME = "translate-zh_en-0_9"


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(command, arguments)
    if result.exception and not isinstance(result.exception, SystemExit | GlossaError):
        raise result.exception
    return result


def failure(result: Result) -> tuple[str, int]:
    assert isinstance(result.exception, GlossaError)
    return str(result.exception), result.exception.exit_code


def test_list(put: Put, packages: Path) -> None:
    folder = put()
    (packages / "stray").mkdir()
    result = run("list")
    assert result.stdout == (
        "name\tfrom\tto\tversion\tMB\torigin\tpath\n"
        f"{NAME}\tzh-Hans\ten\t0.9\t5.7\tinstalled\t{folder}\n"
    )
    assert result.stderr == (
        f"{packages / 'stray'}: the model package stray is passed over: "
        "is no model package: it has no metadata.json\n"
    )


def test_list_as_json(put: Put) -> None:
    folder = put()
    [row] = json.loads(run("list", "--json").stdout)
    size = row.pop("size")
    assert size > 1_000_000
    assert row == {
        "name": NAME,
        "source": "zh-Hans",
        "target": "en",
        "version": "0.9",
        "embedded": False,
        "path": str(folder),
    }


def test_list_nothing() -> None:
    assert run("list").stdout == "name\tfrom\tto\tversion\tMB\torigin\tpath\n"
    assert json.loads(run("list", "--json").stdout) == []


def test_install_verify_remove(argosmodel: Path, packages: Path) -> None:
    assert run("install", str(argosmodel)).stdout.startswith(
        f"{NAME}: installed (zh-Hans to en), {packages / NAME}\n  SHA-256 "
    )
    assert "replace it with --force" in run("install", str(argosmodel)).stdout
    row = json.loads(run("install", str(argosmodel), "--force", "--json").stdout)
    assert (row["status"], row["name"], row["checked"]) == ("replaced", NAME, False)
    assert run("verify").stdout.startswith(f"{NAME}: sound (structure, hashes, loads), hash ")
    [row] = json.loads(run("verify", NAME, "--json").stdout)
    assert (row["sound"], row["checks"]) == (True, ["structure", "hashes", "loads"])
    assert run("remove", NAME).stdout == f"removed {packages / NAME}\n"
    assert list(packages.iterdir()) == []


def test_verify_says_what_it_could_not_check(put: Put) -> None:
    put()
    said = run("verify").stdout
    assert said.startswith(
        f"{NAME}: sound (structure, loads; it has no list of hashes (argospm keeps none)), hash "
    )


def test_verify_fails_on_a_model_that_does_not_load(put: Put) -> None:
    folder = put()
    (folder / "sentencepiece.model").write_bytes(b"no model")
    result = run("verify")
    message, code = failure(result)
    assert message.startswith(f"1 of 1 models are not sound: {NAME}")
    assert code == 4
    assert result.stdout.startswith(f"{NAME}: NOT SOUND\n  sentencepiece.model cannot be loaded")


def test_exit_codes(tmp_path: Path, put: Put) -> None:
    put()
    assert failure(run("install", str(tmp_path / "no.argosmodel")))[1] == 3
    assert failure(run("remove", "nothing"))[1] == 4
    assert failure(run("verify", "nothing"))[1] == 4
    assert failure(run("install", "http://a.test/x.argosmodel"))[1] == 2
    assert run("install").exit_code == 2


@pytest.mark.parametrize("name", ["list", "install", "verify", "remove"])
def test_help(name: str) -> None:
    assert run(name, "--help").exit_code == 0
