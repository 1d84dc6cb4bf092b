"""`docs/findings.md` lists every code of every finding in the program, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAKERS = {"Finding", "Check", "report"}
"""Calls whose first argument (or `code=`) is a code; so is that of any `_SomethingError`."""


def _codes(node: ast.AST) -> Iterator[str]:
    """Texts in an expression; `{}` stands for what is filled in at run time."""
    if isinstance(node, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body)
        yield from _codes(node.orelse)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _codes(value)
    elif isinstance(node, ast.Call):  # `_CODES.get(kind, "number-mismatch")`
        for argument in node.args[1:]:
            yield from _codes(argument)
    elif isinstance(node, ast.Tuple):
        yield from _codes(node.elts[0])


def _used_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in MAKERS or re.fullmatch("_[A-Za-z]*(Error|Refusal)", name):
                named = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
                for argument in named or node.args[:1]:
                    yield from _codes(argument)
        elif isinstance(node, ast.Assign):
            target = node.targets[0]
            first = target.elts[0] if isinstance(target, ast.Tuple) else target
            if isinstance(first, ast.Name) and first.id in {"code", "_CODES"}:
                yield from _codes(node.value)


def _used() -> dict[str, str]:
    """Code to the module that uses it."""
    return {
        code: str(path.relative_to(ROOT))
        for path in sorted((ROOT / "src").rglob("*.py"))
        if path.name != "errors.py"  # those codes are of exceptions
        for code in _used_in(ast.parse(path.read_text(encoding="utf-8")))
        if re.fullmatch(r"[a-z0-9{}]+(-[a-z0-9{}]+)*", code)
    }


def _documented() -> set[str]:
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`[^|]*`) \|", text, re.MULTILINE)
    return {code for cell in cells for code in re.findall("`([^`]+)`", cell)}


def _pattern(code: str) -> str:
    return re.escape(code).replace(r"\{\}", ".+")


def test_every_code_in_the_program_is_explained() -> None:
    documented = _documented()
    missing = {
        code: place
        for code, place in _used().items()
        if not any(re.fullmatch(_pattern(code), known) for known in documented)
    }
    assert missing == {}


def test_every_code_explained_is_in_the_program() -> None:
    patterns = [_pattern(code) for code in _used()]
    stale = {code for code in _documented() if not any(re.fullmatch(p, code) for p in patterns)}
    assert stale == set()
