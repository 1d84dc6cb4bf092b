"""Drive Chromium through a pipe (no socket): load a file, run scripts in it, see what it says."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
PHONE = (390, 800)


def at_home_in(folder: str) -> dict[str, str]:
    """The environment; Chromium's crash reports go to the home folder whatever the profile is."""
    return {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": folder}


class Browser:
    """One headless Chromium with one page open; a context manager."""

    def __init__(self) -> None:
        assert CHROMIUM is not None
        self._folder = tempfile.TemporaryDirectory()
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        # Chromium reads commands from descriptor 3 and answers on 4.
        shell = f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}'
        command = [
            *("/bin/bash", "-c", shell, CHROMIUM, "--headless=new", "--remote-debugging-pipe"),
            *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"),
            *("--disable-background-networking", "--disable-component-update", "--mute-audio"),
            *(f"--user-data-dir={self._folder.name}", "about:blank"),
        ]
        self._process = subprocess.Popen(
            command,
            pass_fds=(to_read, to_write),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=at_home_in(self._folder.name),
        )
        os.close(to_read)
        os.close(to_write)
        self._buffer = b""
        self._number = 0
        self._session = ""
        self.said: list[str] = []
        """Errors, warnings and other lines of the console, refusals of the content policy."""
        self.asked: list[str] = []
        """Every address that was asked for, but the page's own."""

    def __enter__(self) -> Browser:
        targets = self.send("Target.getTargets")["targetInfos"]
        page = next(one["targetId"] for one in targets if one["type"] == "page")
        attached = self.send("Target.attachToTarget", targetId=page, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self.send(f"{domain}.enable")
        self.send("Emulation.setFocusEmulationEnabled", enabled=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        os.close(self._read)
        os.close(self._write)
        self._clear()

    def _clear(self) -> None:
        """Chromium's helpers outlive it by a moment, and may still be writing into the folder."""
        for _ in range(100):
            with suppress(OSError):
                self._folder.cleanup()
                return
            time.sleep(0.1)
        self._folder.cleanup()

    def send(self, method: str, **params: object) -> Any:
        """Call a method of the DevTools protocol; returns its result."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                return answer["result"]
            self._note(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            piece = os.read(self._read, 1 << 20)
            assert piece, "Chromium has ended"
            self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\0")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _note(self, event: dict[str, Any]) -> None:
        params = event.get("params", {})
        match event.get("method"):
            case "Runtime.consoleAPICalled":
                self.said.append(str([one.get("value") for one in params["args"]]))
            case "Runtime.exceptionThrown":
                self.said.append(json.dumps(params["exceptionDetails"]))
            case "Log.entryAdded":
                self.said.append(params["entry"]["text"])
            case "Network.requestWillBeSent":
                self.asked.append(params["request"]["url"])

    def open(
        self,
        path: Path,
        *,
        size: tuple[int, int] = (1280, 900),
        dark: bool = False,
        paper: bool = False,
        script: bool = True,
    ) -> None:
        """Load a file; `paper`: as it is printed."""
        width, height = size
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        media = "print" if paper else ""
        self.send("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.send("Emulation.setScriptExecutionDisabled", value=not script)
        self.said.clear()
        self.asked.clear()
        self.send("Page.navigate", url=path.as_uri())
        while True:
            event = self._next()
            if event.get("method") == "Page.loadEventFired":
                break
            self._note(event)
        self.asked = [url for url in self.asked if url != path.as_uri()]

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page; a promise is waited for."""
        answer = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str, *, modifiers: int = 0) -> None:
        """Press and release a key as a person would."""
        text = {"text": key} if len(key) == 1 else {}
        for kind in ("keyDown", "keyUp"):
            more = text if kind == "keyDown" else {}
            self.send(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key if len(key) > 1 else "",
                windowsVirtualKeyCode={"Tab": 9, "Enter": 13, "Escape": 27}.get(key, 0),
                modifiers=modifiers,
                **more,
            )

    def hover(self, selector: str) -> None:
        """Move the mouse onto the middle of the first element that fits."""
        box = self.run(
            f"(() => {{ const e = document.querySelector({selector!r}); "
            "e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect(); "
            "return [b.left + b.width / 2, b.top + b.height / 2]; })()"
        )
        self.send("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])

    def shot(self, path: Path) -> None:
        """Write a picture of what can be seen."""
        picture = self.send("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(picture["data"]))

    def pdf(self) -> bytes:
        """The page as it is printed on A4."""
        made = self.send("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)
        return base64.b64decode(made["data"])


if __name__ == "__main__":  # python chromium.py REPORT.html FOLDER: pictures to look at
    with Browser() as browser:
        report, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
        for name, how in {
            "light": {},
            "dark": {"dark": True},
            "phone": {"size": PHONE},
            "print": {"paper": True, "size": (800, 1100)},
        }.items():
            browser.open(report, **how)
            browser.shot(folder / f"{name}.png")
        (folder / "print.pdf").write_bytes(browser.pdf())
        print(*browser.said, *browser.asked, sep="\n")
