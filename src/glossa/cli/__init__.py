"""The command line: options in, one call, text out. One file per command.

Results go to stdout, everything else to stderr. Errors become text and an exit code here and
nowhere else.
"""

from __future__ import annotations

import codecs
import contextlib
import gc
import os
import sys
from importlib import import_module

import click

from glossa.errors import GlossaError, OutputError

__all__ = ["BYTES_AS_THEY_WERE", "COMMANDS", "cli", "main"]

BYTES_AS_THEY_WERE = "glossa-bytes-as-they-were"
"""How to encode what stands for bytes that were no text: as those bytes; any other half of a
character, which a file may name (`\\ud800`), becomes U+FFFD."""

# name -> what `glossa --help` says of it, in that order. The module of the same name has a click
# command called `command`; the help stands here too so that listing the commands imports none.
COMMANDS = {
    "translate": "Translate a page or a folder; keep the format, or write bilingual files.",
    "merge": "Bring a translation that a person edited back to its page.",
    "convert": "Turn a bilingual file into one of another format.",
    "segment": "Show every segment of a page with its kind, language and offsets.",
    "normalize": "Fold every variant of a name to the spelling of one style.",
    "check": "Report names in several spellings, likely new names, and findings.",
    "align": "Align a text with its translation, segment by segment.",
    "memory": "What people wrote before: import, export, search, count, tidy up.",
    "glossary": "Look up names and terms, list them; check and convert glossaries of yours.",
    "models": "Language models: list, install, verify, remove.",
    "eval": "Measure against what people wrote: terms in translations, kinds of blocks on pages.",
}


class _LazyGroup(click.Group):
    """Imports the module of a command only when the command is named or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"glossa.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from glossa.cli.version import version_text

    click.echo(version_text())
    ctx.exit()


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and what decides a result, and exit.",
)
def cli() -> None:
    """Translate pages that mix languages, offline, every name in one spelling.

    \b
    glossa translate page.txt               the page in English, in its own layout
    glossa translate page.txt -o page.po    the same as an aligned bilingual file
    glossa translate site/ -o site-en/      a folder of pages, with an index page
    glossa glossary lookup Torrey           what glossa knows of a name
    glossa normalize page.txt --diff        fold names in text that is English already
    glossa check archive/                   names in several spellings, in a heap of pages

    Nothing is sent anywhere: models run on this machine, and only 'glossa models install' with a
    name or an address opens a connection.
    """  # noqa: D301 - click wants the control character itself: "keep these lines as they are"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code (0, 1, 2, 3, 4 or 130)."""
    _use_utf8()
    # A run makes tens of thousands of small objects that live to its end; looking for garbage
    # among them at Python's usual pace costs a third of a look-up.
    gc.set_threshold(100_000)
    try:
        result = _call(arguments)
    except GlossaError as error:
        _say(f"glossa: {error}")
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("glossa: interrupted; nothing half-written was left", err=True)
        return 130
    except OSError as error:
        # Files have errors of their own by now; what is left is stdout, or the system's.
        _forget_stdout()
        place = os.fsdecode(error.filename) if error.filename else "stdout"
        _say(f"glossa: {place}: {error.strerror or error}")
        return OutputError.exit_code
    return result if isinstance(result, int) else 0


def _call(arguments: list[str] | None) -> object:
    try:
        return cli.main(args=arguments, prog_name="glossa", standalone_mode=False)
    except SystemExit:
        # So click leaves where the reader of stdout has gone (`glossa translate page | head`):
        # nothing is wrong.
        _forget_stdout()
        return 0


def _say(text: str) -> None:
    from glossa.cli.tables import harmless

    click.echo(harmless(text), err=True)


def _forget_stdout() -> None:
    """Let nothing be written to it any more, not even when Python ends and empties its buffers."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _as_they_were(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    one = ord(error.object[error.start])
    raw = bytes([one - 0xDC00]) if 0xDC80 <= one <= 0xDCFF else "\N{REPLACEMENT CHARACTER}".encode()
    return raw, error.start + 1


codecs.register_error(BYTES_AS_THEY_WERE, _as_they_were)


def _use_utf8() -> None:
    """Pages hold every script; a locale that cannot print one must not stop the run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=BYTES_AS_THEY_WERE)
