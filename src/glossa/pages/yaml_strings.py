"""Read YAML: the strings in it that people read, each written back in its own style.

Only events are read: no object is made of any tag, an alias is a name, and depth costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from glossa.errors import InputError
from glossa.markup import Filled
from glossa.model import Document, Finding
from glossa.pages.base import Joiner, Rebuilt
from glossa.pages.binary import refuse_binary, refuse_control_characters
from glossa.pages.codec import ESCAPED
from glossa.pages.decode import decode
from glossa.pages.rebuild import encode
from glossa.pages.slots import Layout, Sheet, rewritten
from glossa.pages.strings import add_string
from glossa.pages.strings_tree import Branch, Chosen, choose
from glossa.pages.yaml_scalars import decoded_scalar, write_scalar

if TYPE_CHECKING:
    import yaml

__all__ = ["add_yaml", "parse", "rebuild"]

_DEEPEST: Final = 1000
"""PyYAML looks at all open levels for every token: a file that is all brackets would take hours."""


def parse(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The texts of a YAML file: a unit for each line of each string that a reader sees.

    Raises `InputError` with line and column where it is no YAML, `EncodingError` for no text.
    """
    refuse_binary(data, name)
    decoded = decode(data, name, encoding)
    refuse_control_characters(decoded.text, name)
    sheet = Sheet(decoded.text)
    findings = add_yaml(sheet, 0, len(decoded.text), name)
    return sheet.document(name, "yaml", decoded.encoding, (*decoded.findings, *findings))


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """The file with its strings replaced; what did not change is written as it was."""
    del language  # no key of the file says in which language it is
    layout = document.skeleton
    if not isinstance(layout, Layout):
        raise TypeError("this document was not made by the reader of YAML")

    text = rewritten(
        document,
        filled,
        joiner,
        lambda _, slot, woven, copy: write_scalar(layout, slot, woven, copy),
    )
    return Rebuilt(*encode(document, text))


def add_yaml(
    sheet: Sheet,
    start: int,
    end: int,
    name: str,
    wanted: Callable[[Chosen], bool] | None = None,
) -> list[Finding]:
    """Add the strings of the YAML that stands at `start:end` of the file.

    `wanted`: which of them; None: those that read as text. Raises `InputError`.
    """
    raw = ESCAPED.sub(lambda match: "\ufffd" * len(match.group()), sheet.raw[start:end])
    line = sheet.raw.count("\n", 0, start)
    leaves, findings = _read(raw, name, line)
    if wanted is None:
        chosen, more = choose([leaf for leaf, _ in leaves], name)
    else:
        chosen, more = [leaf for leaf, _ in leaves if wanted(leaf)], []
    styles = {leaf.place: style for leaf, style in leaves}
    for leaf in chosen:
        first, last = start + leaf.place[0], start + leaf.place[1]
        style = styles[leaf.place]
        quotes = "plain" if style == "flow" else style
        scalar = decoded_scalar(sheet.raw, first, last, quotes, leaf.value)
        if scalar is None:
            findings.append(_left(name, line + sheet.raw.count("\n", start, first) + 1, leaf))
            continue
        if quotes == "plain":
            style = f"{style} {first} {last}"
        add_string(sheet, scalar, leaf.markup, style)
    return [*findings, *more]


def _read(raw: str, name: str, line: int) -> tuple[list[tuple[Chosen, str]], list[Finding]]:
    """Every string that is a value, with its style (`plain`, `flow`, `'`, `"`, `|`, `>`)."""
    import yaml

    class Loader(yaml.SafeLoader):
        """Remembers where each scalar begins: an event begins at its anchor or tag."""

        begins: dict[int, int]

        def get_token(self) -> yaml.Token:
            token: yaml.Token = super().get_token()  # type: ignore[no-untyped-call]  # as its stub is
            if self.flow_level + len(self.indents) > _DEEPEST:
                raise ValueError(f"more than {_DEEPEST} levels, one inside the other")
            if isinstance(token, yaml.ScalarToken):
                self.begins[token.end_mark.index] = token.start_mark.index
            return token

    try:
        loader = Loader(raw)
        loader.begins = {}
        return _leaves(loader, name, line)
    except yaml.reader.ReaderError as error:
        position = int(error.position)
        before = raw[:position].split("\n")
        raise _broken(name, line + len(before), len(before[-1]) + 1, _sign(error)) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = " ".join(part for part in (error.context, error.problem) if part)
        raise _broken(name, line + at[0], at[1], what) from error
    except OverflowError as error:  # of chr()
        what = "an escape that stands for no character"
        raise _broken(name, line + 1, 1, what) from error
    except (ValueError, RecursionError) as error:
        raise _broken(name, line + 1, 1, str(error)) from error


def _sign(error: yaml.reader.ReaderError) -> str:
    code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1])
    return f"the character U+{code:04X}, which YAML does not allow"


def _broken(name: str, line: int, column: int, what: str) -> InputError:
    return InputError(
        f"this is no YAML: {what}",
        where=f"{name}:{line}:{column}",
        advice="mend it there; a tab in front of a key and a colon in a text without quotes are "
        "the usual causes",
    )


def _leaves(loader: Any, name: str, line: int) -> tuple[list[tuple[Chosen, str]], list[Finding]]:
    import yaml

    leaves: list[tuple[Chosen, str]] = []
    findings: list[Finding] = []
    here = Branch(None, "", is_list=True)
    # In a map: the key whose value comes next, or None where a key comes next.
    keys: list[str | None] = [None]
    flow: list[bool] = [False]
    while loader.check_event():
        event = loader.get_event()
        wants_key = not here.is_list and keys[-1] is None
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            key = keys[-1] or ""
            keys[-1] = "" if wants_key else None
            here = here.grown(key, is_list=isinstance(event, yaml.SequenceStartEvent))
            keys.append(None)
            flow.append(bool(event.flow_style))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            keys.pop()
            flow.pop()
            here = here.parent or here
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent) and wants_key:
            key = str(event.value if isinstance(event, yaml.ScalarEvent) else event.anchor)
            if here.has(key) and key != "<<":
                findings.append(_twice(name, line + _mark(event.start_mark).line + 1, key))
            keys[-1] = key
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            key, keys[-1] = keys[-1] or "", None
            here.add(key)
            if isinstance(event, yaml.ScalarEvent) and _is_string(loader, event):
                end = _mark(event.end_mark).index
                place = (loader.begins[end], end)
                style = event.style or ("flow" if flow[-1] else "plain")
                leaves.append((Chosen(here, key, event.value, place), style))
    return leaves, findings


def _mark(mark: Any) -> Any:
    """The stub says that an event may have none; those of a parser all have one."""
    return mark


def _is_string(loader: Any, event: Any) -> bool:
    """Whether a program reads it as text: not a number, a date, `yes`, or a tag of its own."""
    import yaml

    if event.tag not in {None, "!", "tag:yaml.org,2002:str"}:
        return False
    if event.style or event.tag:
        return True
    tag = loader.resolve(yaml.ScalarNode, event.value, (True, False))
    return bool(tag == "tag:yaml.org,2002:str" and event.value)


def _twice(name: str, line: int, key: str) -> Finding:
    return Finding(
        "duplicate-key",
        f"The key {key!r} stands twice in one map; both texts were taken, a program reads one.",
        where=f"{name}:{line}",
        raw=key,
    )


def _left(name: str, line: int, leaf: Chosen) -> Finding:
    return Finding(
        "string-left",
        "This text is written in a way that cannot be followed character by character; it was "
        "left as it is. Put it between double quotes, on one line.",
        where=f"{name}:{line}",
        raw=leaf.value[:200],
    )
