"""The import rule, the doors of heavy packages, and that `import glossa` is light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import glossa

SOURCE = Path(glossa.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))

LEVELS = (
    {"errors", "markup", "script", "numerals", "version"},
    {"model", "resources", "webpage"},
    {"workbook"},
    {"places"},
    {"pages", "segmentation", "termbase", "engines", "models", "formats"}
    | {"measures", "localize", "files", "folders"},
    {"translator", "checks", "summary", "survey", "memory", "merging", "alignment", "inline"},
    {"pipeline"},
    {"batch"},
    {"evaluation"},
    {"cli", "__init__"},
    {"__main__"},
)
LEVEL = {name: number for number, names in enumerate(LEVELS) for name in names}

# Each heavy package has one door: the only modules that may import it, inside a function.
DOORS = {
    "ahocorasick_rs": {"termbase"},
    "argostranslate": {"models"},
    "charset_normalizer": {"pages"},
    "click": {"cli"},
    "ctranslate2": {"engines", "models"},
    "lxml": {"formats", "pages", "termbase"},
    "markdown_it": {"pages"},
    "opencc": {"engines"},
    "numpy": {"alignment"},
    "openpyxl": {"formats", "termbase"},
    "pandas": {"formats"},
    "polib": {"formats"},
    "pyarrow": {"formats"},
    "pypdfium2": {"pages"},
    "pypinyin": {"termbase"},
    "yaml": {"pages"},
    "rapidfuzz": {"alignment", "memory", "merging", "termbase"},
    "rich": {"cli"},
    "sacrebleu": {"evaluation"},
    "sacremoses": {"engines"},
    "sentencepiece": {"engines", "models"},
    "xlsxwriter": {"formats", "termbase"},
}
# The one convenience that points up: it only delegates (docs/decisions/0001-shape.md).
ALLOWED = {("model", "formats")}


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[tuple[str, bool, bool]]:
    """(module, only for the type checker, inside a function) for each import of a file."""
    found = []

    def visit(node: ast.AST, *, typing_only: bool, inside: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                found.extend((alias.name, typing_only, inside) for alias in child.names)
            elif isinstance(child, ast.ImportFrom) and child.module:
                names = [child.module]
                if child.module == "glossa":
                    names = [f"glossa.{alias.name}" for alias in child.names]
                found.extend((name, typing_only, inside) for name in names)
            test = getattr(child, "test", None)
            is_typing = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(test)
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            visit(child, typing_only=typing_only or is_typing, inside=inside or function)

    visit(ast.parse(path.read_text(encoding="utf-8")), typing_only=False, inside=False)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_down_and_heavy_packages_have_one_door(path: Path) -> None:
    here = room(path)
    for name, typing_only, inside in imports(path):
        top, *rest = name.split(".")
        if top == "glossa" and rest and not typing_only:
            there = rest[0]
            if there == here or (here, there) in ALLOWED:
                continue
            assert there in LEVEL, f"{path}: {there} has no level; give it one in this test"
            assert LEVEL[there] < LEVEL[here], f"{path} (level {LEVEL[here]}) imports {name}"
        elif top != "glossa" and top not in sys.stdlib_module_names and not typing_only:
            assert top in DOORS, f"{path} imports {top}, which has no door; name one in this test"
            assert here in DOORS[top], f"{path} imports {top}, whose door is {DOORS[top]}"
            assert inside or top == "click", f"{path} imports {top} outside a function"


def test_importing_glossa_loads_no_third_party_package_and_opens_no_file_of_its_own() -> None:
    program = """
import sys
before = set(sys.modules)
import glossa
glossa.translate, glossa.load_page
loaded = {name.partition('.')[0] for name in set(sys.modules) - before}
print(*sorted(loaded - set(sys.stdlib_module_names) - {'glossa'}))
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == ""


def test_public_names_are_the_names_that_can_be_had() -> None:
    assert sorted(glossa.__all__) == dir(glossa)
    for name in glossa.__all__:
        assert getattr(glossa, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = glossa.nothing


def test_modules_stay_small() -> None:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {path: size for path, size in sizes.items() if size > 400} == {}


def test_the_map_of_the_glossary_names_every_module() -> None:
    page = (SOURCE.parents[1] / "docs" / "data-flow.md").read_text(encoding="utf-8")
    section = page.partition("## The map of the glossary")[2]
    names = {path.stem for path in (SOURCE / "termbase").glob("*.py")} - {"__init__"}
    missing = sorted(name for name in names if f"`{name}`" not in section)
    assert missing == [], "say in docs/data-flow.md what these are for"
