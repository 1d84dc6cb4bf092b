"""Cuts a file into parts small enough for narrow ways, and puts them together again.

    python parts.py split work/best.pt away/ --megabytes 15
    python parts.py join away/best.pt.parts.json work/

The list of parts, NAME.parts.json, holds size and SHA-256 of the whole and of every part; `join`
checks all of them and says which are missing or damaged. No third-party package.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

MEGABYTES = 15


class DamagedError(ValueError):
    """Parts are missing or are not what the list says."""


def split(path: Path, folder: Path, size: int = MEGABYTES * 1_000_000) -> Path:
    """Writes NAME.000, NAME.001, ... of at most `size` bytes and the list; returns the list."""
    if size < 1:
        raise ValueError("a part holds at least one byte")
    folder.mkdir(parents=True, exist_ok=True)
    whole, found = hashlib.sha256(), []
    with path.open("rb") as handle:
        while (chunk := handle.read(size)) or not found:
            name = f"{path.name}.{len(found):03d}"
            (folder / name).write_bytes(chunk)
            whole.update(chunk)
            digest = hashlib.sha256(chunk).hexdigest()
            found.append({"name": name, "bytes": len(chunk), "sha256": digest})
    content = {
        "name": path.name,
        "bytes": path.stat().st_size,
        "sha256": whole.hexdigest(),
        "parts": found,
    }
    listed = folder / f"{path.name}.parts.json"
    listed.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return listed


def join(listed: Path, folder: Path) -> Path:
    """The whole file in `folder`, from the parts beside the list; written beside, then renamed.

    Raises DamagedError when a part is missing or differs, and leaves no file then.
    """
    content = json.loads(listed.read_text(encoding="utf-8"))
    wrong = []
    for part in content["parts"]:
        path = listed.parent / part["name"]
        if not path.is_file():
            wrong.append(f"{part['name']} is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != part["sha256"]:
            wrong.append(f"{part['name']} is damaged")
    if wrong:
        raise DamagedError("; ".join(wrong))
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / Path(content["name"]).name
    partial = target.with_name(target.name + ".part")
    whole = hashlib.sha256()
    with partial.open("wb") as handle:
        for part in content["parts"]:
            chunk = (listed.parent / part["name"]).read_bytes()
            whole.update(chunk)
            handle.write(chunk)
    if whole.hexdigest() != content["sha256"]:
        partial.unlink()
        raise DamagedError(f"{content['name']}: the parts make another file than was cut")
    return partial.replace(target)


def main() -> None:
    """Splits or joins."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["split", "join"])
    parser.add_argument("file", type=Path, help="the file to cut, or the list of its parts")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=MEGABYTES, help="of a part, at most")
    options = parser.parse_args()
    if options.what == "split":
        print(split(options.file, options.folder, int(options.megabytes * 1_000_000)))
        return
    try:
        print(join(options.file, options.folder))
    except DamagedError as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
