"""`glossa models`: which model packages there are, and putting more in place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from glossa.cli.tables import print_table
from glossa.errors import ModelBrokenError

if TYPE_CHECKING:
    from glossa.models import Installed, ModelPackage, Verification

__all__ = ["command", "describe", "describe_verification"]

_json_option = click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")


@click.group(name="models")
def command() -> None:
    """Language models: list, install, verify, remove.

    Reads the folder of Argos Translate, so what `argospm` installed is there too. Only `install`
    with a pair or an address uses the network.
    """


@command.command(name="list")
@_json_option
def list_command(as_json: bool) -> None:
    """Show every model, in the order of preference."""
    from glossa.models import find_packages

    scan = find_packages()
    if as_json:
        _print_json([describe(package) for package in scan.packages])
    else:
        header = ("name", "from", "to", "version", "MB", "origin", "path")
        print_table(header, [_row(package) for package in scan.packages])
    for finding in scan.findings:
        click.echo(f"{finding.where}: {finding.message}", err=True)


@command.command(name="install", short_help="Install a model: a file, a pair, an address.")
@click.argument("source", metavar="FILE-OR-PAIR")
@click.option("--sha256", metavar="HEX", help="What the file's SHA-256 must be.")
@click.option("--force", is_flag=True, help="Replace a package of the same name.")
@_json_option
def install_command(source: str, sha256: str | None, force: bool, as_json: bool) -> None:
    """Install a model: an .argosmodel FILE, a PAIR (translate-zh_en), or an https address."""
    from glossa.models import install

    result = install(source, sha256=sha256, force=force)
    if as_json:
        _print_json(
            describe(result.package)
            | {"status": result.status, "file_sha256": result.sha256, "checked": result.checked}
        )
    else:
        click.echo(describe_installed(result))


@command.command(name="verify", short_help="Check one model, or all.")
@click.argument("name", required=False)
@_json_option
def verify_command(name: str | None, as_json: bool) -> None:
    """Check one model, or all: structure, SHA-256 of each file, and that it loads."""
    from glossa.models import verify

    results = verify(name, loader=load)
    if as_json:
        _print_json([describe_verification(result) for result in results])
    else:
        for result in results:
            click.echo(verification_text(result))
    broken = [result.name for result in results if not result.sound]
    if broken:
        raise ModelBrokenError(
            f"{len(broken)} of {len(results)} models are not sound: {', '.join(broken)}",
            advice="install again: `glossa models install FILE --force`",
        )


@command.command(name="remove")
@click.argument("name")
def remove_command(name: str) -> None:
    """Delete an installed model."""
    from glossa.models import remove

    click.echo(f"removed {remove(name)}")


def load(package: ModelPackage) -> None:
    """Load a model and translate one word with it. Raises `ModelBrokenError`."""
    from glossa.engines import ArgosEngine

    ArgosEngine(package, beam=1).translate(["一"])  # a letter: figures are not asked for


def describe(package: ModelPackage) -> dict[str, Any]:
    """A package as JSON; its size is in bytes."""
    return {
        "name": package.name,
        "source": package.source,
        "target": package.target,
        "version": package.version,
        "size": package.size,
        "embedded": package.embedded,
        "path": str(package.path),
    }


def describe_installed(result: Installed) -> str:
    """What an installation did, in a few lines."""
    package = result.package
    did = {"present": "is installed already", "replaced": "replaced", "installed": "installed"}
    checked = "as it should be" if result.checked else "not known to glossa, so not compared"
    hint = "\n  replace it with --force" if result.status == "present" else ""
    return (
        f"{package.name}: {did[result.status]} ({package.source} to {package.target}), "
        f"{package.path}\n  SHA-256 {result.sha256}, {checked}{hint}"
    )


def describe_verification(result: Verification) -> dict[str, Any]:
    """A verification as JSON; `sha256` is the one over the model's files, as in signatures."""
    return {
        "name": result.name,
        "path": str(result.path),
        "sound": result.sound,
        "checks": list(result.checks),
        "problems": list(result.problems),
        "sha256": result.package.sha256 if result.package and result.sound else None,
    }


def verification_text(result: Verification) -> str:
    """A verification in a few lines."""
    if not result.sound:
        return "\n  ".join([f"{result.name}: NOT SOUND", *result.problems])
    looked = ", ".join(result.checks)
    note = "" if "hashes" in result.checks else "; it has no list of hashes (argospm keeps none)"
    sha256 = result.package.sha256[:12] if result.package else ""
    return f"{result.name}: sound ({looked}{note}), hash {sha256}"


def _row(package: ModelPackage) -> tuple[str, ...]:
    origin = "embedded" if package.embedded else "installed"
    size = f"{package.size / 1e6:.1f}"
    return (
        package.name,
        package.source,
        package.target,
        package.version,
        size,
        origin,
        str(package.path),
    )


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
