"""Step 5: figures for any Argos package: BLEU, chrF, empty outputs, loops, lost numbers, speed.

Needs ctranslate2, sentencepiece and sacrebleu only. A package is an .argosmodel file or the
folder that Argos unpacks it to. Decoding is Argos's own: beam 4, length penalty 0.2.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import tempfile
import time
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

import ctranslate2
import recipe as settings
import sacrebleu
import sentencepiece as spm

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


@dataclass(frozen=True)
class Figures:
    """What one package did on one test set."""

    test: str
    pairs: int
    bleu: float
    chrf: float
    exact: float  # share equal to the reference, but for case and end marks
    empty: int
    loops: int
    lost_numbers: int
    words_per_second: float  # English words out, by the wall clock


class Package:
    """An Argos package opened without argostranslate."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.processor = spm.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
        self.translator = ctranslate2.Translator(
            str(folder / "model"), compute_type="default", inter_threads=1, intra_threads=threads
        )

    def translate(self, texts: list[str], beam: int) -> list[str]:
        """One output a text, in order."""
        pieces = [self.processor.encode(text, out_type=str) for text in texts]
        results = self.translator.translate_batch(
            pieces,
            beam_size=beam,
            length_penalty=0.2,
            replace_unknowns=True,
            max_batch_size=2048,
            batch_type="tokens",
        )
        return [self.processor.decode_pieces(result.hypotheses[0]) for result in results]


def unpack(path: Path, into: Path) -> Path:
    """The folder that holds metadata.json."""
    if path.is_dir():
        return path
    with zipfile.ZipFile(path) as archive:
        archive.extractall(into)
    return next(into.glob("*/metadata.json")).parent


def read_test(path: Path) -> list[tuple[str, str]]:
    """Pairs of a test file; lines that begin with # are comments."""
    with path.open(encoding="utf-8", newline="\n") as handle:
        rows = [line.rstrip("\n").split("\t") for line in handle if not line.startswith("# ")]
    return [(row[0], row[1]) for row in rows if len(row) >= 2]


def loops(text: str) -> bool:
    """Whether one to four words come four times or more in a row."""
    words = text.split()
    for size in range(1, 5):
        for at in range(len(words) - 4 * size + 1):
            unit = words[at : at + size]
            if all(words[at + k * size : at + (k + 1) * size] == unit for k in range(1, 4)):
                return True
    return bool(re.search(r"(.{1,12}?)\1{7,}", text))


def bare(text: str) -> str:
    """For the exact share: lower case, without end marks."""
    return text.casefold().strip(" .,:;!?…")


def lost(source: str, output: str) -> bool:
    """Whether a number of two or more digits is in the source and not in the output."""
    found = set(re.findall(r"\d{2,}", output.replace(",", "")))
    return any(
        n.lstrip("0") not in {f.lstrip("0") for f in found}
        for n in re.findall(r"\d{2,}", source.replace(",", ""))
    )


def measure(
    package: Package, name: str, pairs: list[tuple[str, str]], beam: int
) -> tuple[Figures, list[str], str]:
    """Figures, outputs and the sacreBLEU signatures of one test set."""
    sources, wanted = [zh for zh, _ in pairs], [en for _, en in pairs]
    package.translate(sources[:8], beam)
    start = time.perf_counter()
    outputs = package.translate(sources, beam)
    seconds = time.perf_counter() - start
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    bleu_score = bleu.corpus_score(outputs, [wanted]).score
    chrf_score = chrf.corpus_score(outputs, [wanted]).score
    figures = Figures(
        test=name,
        pairs=len(pairs),
        bleu=round(bleu_score, 2),
        chrf=round(chrf_score, 2),
        exact=round(
            sum(bare(o) == bare(w) for o, w in zip(outputs, wanted, strict=True)) / len(pairs), 4
        ),
        empty=sum(not output.strip() for output in outputs),
        loops=sum(map(loops, outputs)),
        lost_numbers=sum(map(lost, sources, outputs)),
        words_per_second=round(sum(len(o.split()) for o in outputs) / seconds, 0),
    )
    signature = f"BLEU {bleu.get_signature()} · chrF {chrf.get_signature()}"
    return figures, outputs, signature


def table(all_figures: list[Figures]) -> str:
    """The Markdown table of the model card."""
    lines = [
        "| test set | pairs | BLEU | chrF | exact | empty | loops | lost numbers | words/s |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {f.test} | {f.pairs:,} | {f.bleu:.1f} | {f.chrf:.1f} | {f.exact:.1%} | {f.empty} | "
        f"{f.loops} | {f.lost_numbers} | {f.words_per_second:,.0f} |"
        for f in all_figures
    ]
    return "\n".join(lines)


def training_facts(work: Path) -> list[str]:
    """Lines on how the model came about, from the training log; none when there is no log."""
    if not (work / "log.tsv").is_file():
        return []
    with (work / "log.tsv").open(encoding="utf-8") as handle:
        last = list(csv.DictReader(handle, delimiter="\t"))[-1]
    made = f"Trained for {last['minutes']} minutes: {int(last['step']):,} steps, "
    made += f"{last['million_tokens']} million padded tokens, pass {last['pass']}; dev loss "
    made += f"{last['dev_loss']} nats a token."
    lines = [made]
    if (work / "exported.json").is_file():
        report = json.loads((work / "exported.json").read_text(encoding="utf-8"))
        lines.append(
            f"Weights: {report['weights']}. Greedy output equal to Transformers' on dev strings: "
            f"{report.get('same_as_transformers_float32', 0):.0%} in float32, "
            f"{report.get('same_as_transformers_int8', 0):.0%} in int8."
        )
    return lines


def write_card(card: Path, lines: list[str]) -> None:
    """Replaces what stands between the two marks of the model card."""
    text = card.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    card.write_text(f"{head}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{tail}", encoding="utf-8")


def main() -> None:
    """Measures one package on every test set that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help=".argosmodel file or unpacked folder")
    parser.add_argument("--data", type=Path, required=True, help="folder of the parallel data")
    parser.add_argument("--work", type=Path, default=settings.WORK)
    parser.add_argument("--card", type=Path, help="model card whose figures are replaced")
    parser.add_argument("--outputs", type=Path, help="folder for what the model said")
    parser.add_argument("--only", nargs="*", help="names of test sets")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    tests = {
        "interface, held out": settings.HERE / "heldout-ui.tsv",
        "tatoeba-test": options.data / "tatoeba-test.tsv",
        "flores-dev": options.data / "flores-dev.tsv",
        "flores-devtest": options.data / "flores-devtest.tsv",
    }
    tests = {
        name: path
        for name, path in tests.items()
        if path.is_file() and (not options.only or name in options.only)
    }
    found: list[Figures] = []
    signature = ""
    with tempfile.TemporaryDirectory() as temporary:
        package = Package(unpack(options.package, Path(temporary)), options.threads)
        for name, path in tests.items():
            pairs = read_test(path)
            figures, outputs, signature = measure(package, name, pairs, options.beam)
            found.append(figures)
            print(json.dumps(asdict(figures)), flush=True)
            if options.outputs:
                options.outputs.mkdir(parents=True, exist_ok=True)
                rows = zip(pairs, outputs, strict=True)
                body = "".join(f"{zh}\t{en}\t{output}\n" for (zh, en), output in rows)
                (options.outputs / f"{path.stem}.tsv").write_text(body, encoding="utf-8")
    lines = [table(found), "", f"{signature}. Beam {options.beam}, {options.threads} threads."]
    if options.package.is_file():
        content = options.package.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        lines += ["", f"`{options.package.name}`: {len(content):,} bytes, SHA-256 `{digest}`."]
    if options.card:
        lines += ["", *training_facts(options.work)]
        write_card(options.card, lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
