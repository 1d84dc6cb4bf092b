"""Installs a package with Argos's own installer and translates with Argos's own code.

    python argos_check.py FILE.argosmodel TEXT...

Needs argostranslate, in whichever environment it is: this file imports nothing of ours. Set HOME
and XDG_DATA_HOME to an empty folder first, or the package stays installed for you.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Prints a translation a text."""
    import ctranslate2
    from argostranslate import package, translate

    path, texts = Path(sys.argv[1]), sys.argv[2:]
    package.install_from_path(path)
    found = next(p for p in package.get_installed_packages() if p.from_code == "zh")
    pieces = found.tokenizer.encode(texts[0])
    if not pieces or found.tokenizer.decode(pieces).strip() != texts[0]:
        raise SystemExit(f"Argos's tokenizer does not give {texts[0]!r} back: {pieces}")
    translator = ctranslate2.Translator(str(found.package_path / "model"))
    for text in texts:
        # Argos's own sentence splitter would have to be downloaded: each text is one sentence.
        hypotheses = translate.apply_packaged_translation(found, text, translator, Whole(), 1)
        print(hypotheses[0].value)


class Whole:
    """Takes every text for one sentence."""

    def split_sentences(self, text: str) -> list[str]:
        """The text alone."""
        return [text]


if __name__ == "__main__":
    main()
