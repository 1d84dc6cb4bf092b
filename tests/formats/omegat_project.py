"""A project for OmegaT, opened by its console mode; what OmegaT saw and wrote comes back."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = shutil.which("omegat")
PROBE = Path(__file__).with_name("omegat_probe.groovy")

_SETTINGS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
 <project version="1.0">
  <source_dir>__DEFAULT__</source_dir>
  <target_dir>__DEFAULT__</target_dir>
  <tm_dir>__DEFAULT__</tm_dir>
  <glossary_dir>__DEFAULT__</glossary_dir>
  <glossary_file>__DEFAULT__</glossary_file>
  <dictionary_dir>__DEFAULT__</dictionary_dir>
  <source_lang>{source}</source_lang>
  <target_lang>{target}</target_lang>
  <source_tok>org.omegat.tokenizer.LuceneCJKTokenizer</source_tok>
  <target_tok>org.omegat.tokenizer.LuceneEnglishTokenizer</target_tok>
  <sentence_seg>false</sentence_seg>
  <support_default_translations>true</support_default_translations>
  <remove_tags>false</remove_tags>
 </project>
</omegat>
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What OmegaT made of a project."""

    log: str
    glossaries: dict[str, list[tuple[str, list[str]]]]
    """File name to its entries: source term, target terms."""
    segments: list[dict[str, Any]]
    """`file`, `source`, `translation` (None: none), `terms` found in the source."""
    targets: dict[str, bytes]
    """The files it wrote."""
    memory: str
    """The TMX of all that is translated, which it writes beside the project."""

    def of(self, file: str) -> dict[str, str | None]:
        """Source to translation in one file."""
        return {one["source"]: one["translation"] for one in self.segments if one["file"] == file}


def open_project(
    folder: Path, files: Mapping[str, bytes], *, source: str = "ZH-CN", target: str = "EN-US"
) -> Seen:
    """Write `files` (paths such as `tm/auto/a.tmx`) into a project in `folder` and translate it.

    The path of `folder` must have no blank: OmegaT's command cannot take one. Its settings go to a
    home of its own. A second call, by another worker of the test run too, waits for the first and
    takes what that one made.
    """
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "log").exists():
            _translate(folder / "project", folder / "home", files, (source, target))
    project = folder / "project"
    seen = json.loads((project / "seen.json").read_text(encoding="utf-8"))
    return Seen(
        (folder / "log").read_text(encoding="utf-8"),
        seen["glossaries"],
        seen["segments"],
        {path.name: path.read_bytes() for path in (project / "target").iterdir()},
        (project / "project-level1.tmx").read_text(encoding="utf-8"),
    )


def _translate(
    project: Path, home: Path, files: Mapping[str, bytes], languages: tuple[str, str]
) -> None:
    assert COMMAND is not None
    for name in ("source", "target", "tm", "glossary", "dictionary", "omegat"):
        (project / name).mkdir(parents=True, exist_ok=True)
    home.mkdir()
    settings = _SETTINGS.format(source=languages[0], target=languages[1])
    (project / "omegat.project").write_text(settings, encoding="utf-8")
    for name, data in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    done = subprocess.run(
        [
            COMMAND,
            str(project),
            "--mode=console-translate",
            f"--config-dir={home}",
            f"--script={PROBE}",
        ],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            # The last two halve the time of so short a run.
            "JAVA_TOOL_OPTIONS": f"-Djava.awt.headless=true -Duser.home={home} "
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    log = done.stdout + done.stderr
    assert done.returncode == 0, log
    (project.parent / "log").write_text(log, encoding="utf-8")
