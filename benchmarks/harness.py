"""What all benchmarks share: timed child processes, peak memory, packages, tables. Stdlib only.

Also imported by `peer_argos.py`, which runs in an environment of its own.
"""

from __future__ import annotations

import json
import os
import platform
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sample:
    """One run of one command, in a process of its own."""

    wall: float
    """Seconds from start to end, interpreter start included."""
    cpu: float
    """Seconds of user and system time, all threads."""
    peak: float
    """Largest resident set in MiB."""


def run(command: list[str], env: dict[str, str] | None = None) -> Sample:
    """Run `command` once, its output thrown away; `RuntimeError` with its stderr if it fails."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        child = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=errors, env={**os.environ, **(env or {})}
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            message = errors.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{shlex.join(command)} ended with {child.returncode}\n{message}")
    kibibytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Sample(wall, usage.ru_utime + usage.ru_stime, kibibytes / 1024)


def in_turns(
    commands: dict[str, list[str]], runs: int, env: dict[str, str] | None = None
) -> dict[str, list[Sample]]:
    """Run all commands in turns, so that a busy moment hits all alike; turn one is thrown away."""
    samples: dict[str, list[Sample]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            sample = run(command, env)
            if turn:
                samples[name].append(sample)
    return samples


def median(samples: list[Sample], field: str = "wall") -> float:
    """The median of one field of the samples."""
    return statistics.median(getattr(sample, field) for sample in samples)


def worker(command: list[str], env: dict[str, str] | None = None) -> dict[str, Any]:
    """Run a worker script that ends with one line of JSON on stdout, and return it."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **(env or {})}
    )
    if done.returncode:
        message = done.stderr[-2000:]
        raise RuntimeError(f"{shlex.join(command)} ended with {done.returncode}\n{message}")
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def peak_memory() -> float:
    """Largest resident set of this process so far, in MiB (`VmHWM`; elsewhere `getrusage`)."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    import resource

    scale = MEBIBYTE if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


def packages_folder(package: Path, folder: Path) -> Path:
    """Put `package` (an `.argosmodel` or an unpacked one) alone into `folder/packages`.

    Every system under test is pointed there with `ARGOS_PACKAGES_DIR`, so that all use the very
    same files. The archive is one that the caller trusts. Returns the folder of packages.
    """
    packages = folder / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    if package.is_dir():
        (packages / package.name).symlink_to(package.resolve(), target_is_directory=True)
    else:
        with zipfile.ZipFile(package) as archive:
            archive.extractall(packages)
    if not list(packages.glob("*/metadata.json")):
        raise SystemExit(f"{package}: no metadata.json in it; give an Argos package")
    return packages


def argos_environment(package: Path, folder: Path) -> dict[str, str]:
    """Environment in which argostranslate and glossa see `package` only, and no home folder."""
    return {
        "ARGOS_PACKAGES_DIR": str(packages_folder(package, folder)),
        "ARGOS_DEVICE_TYPE": "cpu",
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }


def table(header: list[str], rows: list[list[object]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def report(title: str, body: str, append: Path | None) -> None:
    """Print one result with date, cores and command; also append it to the file `append`."""
    arguments = [Path(sys.argv[0]).name, *sys.argv[1:]]
    shown = shlex.join(Path(part).name if part.startswith("/") else part for part in arguments)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    head = (
        f"{datetime.now(UTC):%Y-%m-%d}, {cores} cores, {platform.machine()}, "
        f"Python {platform.python_version()}. `{shown}`"
    )
    text = f"\n## {title}\n\n{head}\n\n{body}\n"
    print(text)
    if append:
        with append.open("a", encoding="utf-8") as stream:
            stream.write(text)
