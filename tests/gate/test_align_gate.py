"""Floors of alignment: on the pages aligned by hand and kept back, and on documents made of pairs.

`align-floors.json` holds the floors; they are raised by hand when the aligner has become better,
with the figures of `benchmarks/bench_align.py` beside them. No model is asked, so that processors
cannot differ.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from glossa.alignment import align
from glossa.evaluation.aligned import load_aligned
from glossa.evaluation.links import LinkScores, carry_over, coarsened, score_links
from glossa.pipeline import load_page, load_termbase, parse_page
from glossa.pipeline.sides import Side, side_of

ROOT = Path(__file__).parents[2]
PARALLEL = ROOT.parent / "shared" / "parallel"
FLOORS = json.loads(Path(__file__).with_name("align-floors.json").read_text(encoding="utf-8"))
MADE = ("gov-0.2-0", "ntrex-0.1-1", "plurality-0.2-1")


@pytest.fixture(scope="module")
def termbase():
    return load_termbase()


def judged(source: Side, target: Side, known, termbase) -> LinkScores:
    gold, loose = known(source.spans, target.spans)
    found = align(source.pieces, target.pieces, termbase=termbase)
    return score_links(gold, coarsened([(link.source, link.target) for link in found], loose))


def test_pages_aligned_by_hand(termbase):
    total = LinkScores()
    for pair in load_aligned(ROOT / "corpus" / "aligned", "test-*"):
        sides = [side_of(load_page(path), target=False) for path in (pair.source, pair.target)]
        total += judged(
            *sides, lambda *spans, pair=pair: carry_over(pair.links, pair.pieces, spans), termbase
        )
    assert total.strict.f1 >= FLOORS["by hand"]["strict"], (
        f"strict F1 fell to {total.strict.f1:.3f}"
    )
    assert total.lax.f1 >= FLOORS["by hand"]["lax"], f"lax F1 fell to {total.lax.f1:.3f}"


@pytest.mark.skipif(not PARALLEL.is_dir(), reason="no parallel text beside the repository")
def test_documents_made_of_pairs(termbase, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from align_made import document

    total = LinkScores()
    for name in MADE:
        made = document(PARALLEL, name)
        sides = [
            side_of(parse_page(side.text.encode(), name), target=False)
            for side in (made.source, made.target)
        ]
        total += judged(*sides, made.groups, termbase)
    sys.modules.pop("align_made")
    assert total.strict.f1 >= FLOORS["made"]["strict"], f"strict F1 fell to {total.strict.f1:.3f}"
    assert total.lax.f1 >= FLOORS["made"]["lax"], f"lax F1 fell to {total.lax.f1:.3f}"
