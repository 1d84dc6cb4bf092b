"""What no mix may hold: the held-out interface strings and the dev set, both fixed for good."""

from __future__ import annotations

import hashlib
from pathlib import Path

import augment
import pairs
import recipe as settings
from augment import Pair
from collect import Kept

CHOICE = settings.HERE / "dev-choice.tsv"
HELDOUT_HEAD = """\
# Held-out interface strings (zh TAB en): never in any training file, neither side.
# From train-ui-permissive and train-ui-microsoft of the parallel data, whose projects are under
# MIT, Apache-2.0 or BSD: LineageOS and AOSP apps, Wikipedia app, DolphinScheduler (Apache-2.0);
# indico, godot-editor-l10n, iNaturalistAndroid, rails-i18n, nodejs.org, bitcoin.org, dotnet and
# other Microsoft repositories (MIT); wagtail (BSD). Copyright stays with those projects.
"""
CHOICE_HEAD = """\
# The 600 pairs of the dev set, in order: form, source, digest of the pair.
# plain, bare: a pair of that source, as it is or without its end mark. joined:N: two pairs with the
# separator augment.SEPARATORS[N] between. Digests, so that no text of any source stands here.
"""


def hold_out(kept: Kept, plan: settings.Recipe, terms: list[Pair]) -> list[Pair]:
    """The held-out interface pairs: chosen by hash, one per Chinese and per English side."""
    rule = plan["heldout"]
    taken = {pairs.key(zh) for zh, _ in terms} | {pairs.key(en) for _, en in terms}
    chosen: list[tuple[float, Pair]] = []
    for name in rule["sources"]:
        for zh, en in kept[name]:
            draw = pairs.share(pairs.key(zh), "heldout-ui")
            if draw * rule["one_in"] >= 1 or not pairs.can_hold_out(
                zh, en, rule["min_chars"], rule["max_chars"], rule["min_words"]
            ):
                continue
            if pairs.key(zh) in taken or pairs.key(en) in taken:
                continue
            taken |= {pairs.key(zh), pairs.key(en)}
            chosen.append((draw, (zh, en)))
    return [pair for _, pair in sorted(chosen)[: rule["limit"]]]


def digest(pair: Pair) -> str:
    """12 hex digits that name a pair by its letters and digits."""
    text = f"{pairs.key(pair[0])}\t{pairs.key(pair[1])}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def take_dev(kept: Kept, more: list[Pair], choice: str) -> list[tuple[str, str, str]]:
    """The dev set's rows (zh, en, form or source) that the sources at hand hold.

    more: names and terms, which stand in some joined rows. choice: the text of dev-choice.tsv.
    """
    wanted = [line.split("\t") for line in choice.splitlines() if line[:2] != "# "]
    digests = {one for _, _, ids in wanted for one in ids.split(" ")}
    found: dict[str, Pair] = {}
    for rows in (*kept.values(), more):
        for pair in rows:
            name = digest(pair)
            if name in digests:
                found.setdefault(name, pair)
    dev: list[tuple[str, str, str]] = []
    for form, source, ids in wanted:
        parts = [found[one] for one in ids.split(" ") if one in found]
        if len(parts) < len(ids.split(" ")):
            continue
        if form.startswith("joined:"):
            marks = augment.SEPARATORS[int(form.removeprefix("joined:"))]
            dev.append(
                (parts[0][0] + marks[0] + parts[1][0], marks[1].join(p[1] for p in parts), source)
            )
        else:
            zh, en = pairs.bare(*parts[0]) if form == "bare" else parts[0]
            dev.append((zh, en, source))
    return dev


def write_heldout(held: list[Pair], path: Path) -> None:
    """The committed file of the held-out strings; not touched where it is the same."""
    text = HELDOUT_HEAD + "".join(f"{zh}\t{en}\n" for zh, en in held)
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    partial = path.with_suffix(".part")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)
