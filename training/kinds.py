"""Learn what clues are worth for the kinds of blocks: `src/glossa/segmentation/kinds_weights.tsv`.

    python training/kinds.py [--check FOLDS] [--made 300]

Needs numpy and scipy. Learnt from: `corpus/labelled/tune` (as web pages, without classes, as text),
the pages made by `kinds_pages.py`, for text the cases of the linguists. A conditional random field
with the penalty around `kinds_prior.json`, what a person thinks each clue is worth, instead of
around nothing. `--check` learns without some pages of tune, measures those, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import kinds_pages
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from glossa.evaluation.labelled import load_labelled
from glossa.evaluation.labelled_html import parse_html
from glossa.evaluation.matching import places_of
from glossa.model import Kind
from glossa.pipeline import parse_page
from glossa.segmentation.kinds_features import features_of, relations_of
from glossa.segmentation.kinds_lines import lines_of

ROOT = Path(__file__).parents[1]
KINDS = [str(kind) for kind in Kind]
NUMBER = {kind: place for place, kind in enumerate(KINDS)}
PRIOR = json.loads(Path(__file__).with_name("kinds_prior.json").read_text(encoding="utf-8"))
UNIT = 256
CLASSES = re.compile(r"[#.\[].*")
BELIEF = {"markup": 1.6, "text": 1.2}
PENALTY = {"markup": 2.0, "text": 3.0}
CHAIN_PENALTY = 0.3
PAGES = {"markup": 2, "text": 3}
"""On how many pages a feature must stand."""
LEAST = 20


@dataclass
class Page:
    """The features of a page's blocks, how each follows the last, and their kinds."""

    name: str
    form: str
    features: list[set[str]]
    relations: list[str]
    gold: list[int]
    weight: float
    sure: list[int | None]
    """What the words alone say, which is not asked of the weights."""


def page_of(name, form, units, gold, weight=1.0):
    """Blocks without a label are left out, once the features are there."""
    lines = lines_of(units, [unit.parts for unit in units])
    around = list(features_of(units, lines))
    kept = [number for number, kind in enumerate(gold) if kind is not None]
    features = [{*lines[n].features, *around[n]} for n in kept]
    relations = relations_of(units)
    relations = ["first", *(relations[n] for n in kept[1:])]
    sure = [NUMBER[str(lines[n].sure)] if lines[n].sure else None for n in kept]
    return Page(name, form, features, relations, [gold[n] for n in kept], weight, sure)


def labels_of(page, document):
    """The kind of each unit: that of the line most of whose characters are in it."""
    votes = defaultdict(Counter)
    texts = [unit.list_marker + unit.source for unit in document.units]
    for line, row in zip(
        page.lines, places_of([line.text for line in page.lines], texts), strict=True
    ):
        for place in row:
            if place:
                votes[place[0]][NUMBER[str(line.kind)]] += 1
    found = range(len(document.units))
    return [votes[n].most_common(1)[0][0] if n in votes else None for n in found]


def bare(units):
    """The same blocks on a page whose elements have no classes, ids or roles."""
    return [
        replace(
            unit,
            markup=replace(
                unit.markup, path=tuple(CLASSES.sub("", step) for step in unit.markup.path)
            ),
        )
        for unit in units
    ]


def labelled(form):
    """The pages of tune."""
    for page in load_labelled(ROOT / "corpus" / "labelled" / "tune"):
        if page.is_html == (form == "markup"):
            document = parse_page(page.data, page.name)
            gold, name = labels_of(page, document), page.name.partition(".")[0]
            yield page_of(name, form, document.units, gold)
            if page.is_html:
                yield page_of(name, "bare", bare(document.units), gold, 0.5)


def made(form, number):
    """Pages put together by chance."""
    for count, source in enumerate(kinds_pages.make(number, 11)):
        page = parse_html(source, f"made{count}.html")[form != "markup"]
        document = parse_page(page.data, page.name)
        yield page_of(f"made{count}", "made", document.units, labels_of(page, document), 0.3)


def cases():
    """The linguists' cases, and the two pages labelled line by line where they are at hand."""
    folder = ROOT / "tests" / "cases"
    for path in sorted(folder.glob("segmentation-*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            if case["rule"] == "kinds" and case["expect"] == "pass":
                document = parse_page("\n".join(case["input"]).encode(), "case.txt")
                gold = [NUMBER[kind] for kind in case["expected"]]
                yield page_of(f"case {case['label']}", "case", document.units, gold, 6.0)
    for path in sorted(folder.glob("pages-[0-9]*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        page = ROOT.parent / "shared" / "pages" / said["page"]
        if page.exists():
            document = parse_page(page.read_bytes(), page.name)
            gold = [NUMBER[line["kind"]] for line in said["lines"]]
            yield page_of(page.name, "case", document.units, gold, 6.0)


def likely_to_stay(relation):
    """How much likelier a kind is to go on, before anything is learnt."""
    starts = {"same:": 1.8, "alike:": 1.2, "same-option": 3, "same-": 0.5, "alike-": 0.5}
    for start, value in starts.items():
        if relation.startswith(start):
            return value
    return 0.8 if relation == "marked" else 0.0


class Field:
    """The conditional random field."""

    def __init__(self, pages, form):
        belief, least, self.penalty = BELIEF[form], PAGES[form], PENALTY[form]
        seen = defaultdict(set)
        for page in pages:
            for features in page.features:
                for feature in features:
                    seen[feature].add(page.name)
        self.features = {
            f: n for n, f in enumerate(sorted(f for f in seen if len(seen[f]) >= least))
        }
        relations = sorted({relation for page in pages for relation in page.relations})
        self.relations = {relation: n for n, relation in enumerate(relations)}
        self.prior = np.zeros((len(self.features), len(KINDS)))
        for feature, kinds in PRIOR.items():
            for kind, value in kinds.items():
                if feature in self.features:
                    self.prior[self.features[feature], NUMBER[kind]] = value * belief
        self.chain_prior = np.stack([np.eye(len(KINDS)) * likely_to_stay(r) for r in relations])
        self.pages = sorted(pages, key=lambda page: -len(page.gold))

    def matrix(self, pages):
        """A row for each block."""
        columns, ends = [], [0]
        for page in pages:
            for features in page.features:
                columns += sorted(self.features[f] for f in features if f in self.features)
                ends.append(len(columns))
        shape = (len(ends) - 1, len(self.features))
        return csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=shape)

    def learn(self, rounds=50):
        """Fit the weights."""
        self._lay_out()
        start = np.concatenate([self.prior.ravel(), self.chain_prior.ravel()])
        found = minimize(
            self._loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 6}
        )
        self.weights, self.chain = self._split(found.x)
        return self

    def _split(self, flat):
        size = self.prior.size
        return flat[:size].reshape(self.prior.shape), flat[size:].reshape(self.chain_prior.shape)

    def _lay_out(self):
        """Blocks by their place on the page, so that all pages are walked at once."""
        pages = self.pages
        longest = len(pages[0].gold)
        self.at = np.full((longest, len(pages)), -1)
        self.how = np.zeros((longest, len(pages)), int)
        gold, weight = [], []
        for column, page in enumerate(pages):
            for row, (kind, relation) in enumerate(zip(page.gold, page.relations, strict=True)):
                self.at[row, column] = len(gold)
                self.how[row, column] = self.relations[relation]
                gold.append(kind)
                weight.append(page.weight)
        self.live = (self.at >= 0).sum(axis=1)
        self.gold, self.weight = np.array(gold), np.array(weight)
        self.blocks = self.matrix(pages)
        later = self.at[1:] >= 0
        self.here, self.before = self.at[1:][later], self.at[:-1][later]
        self.steps = self.how[1:][later]
        count = np.arange(len(self.here))
        shape = (len(self.relations), len(self.here))
        self.by_step = csr_matrix((self.weight[self.here], (self.steps, count)), shape=shape)
        self.counts = np.zeros_like(self.chain_prior)
        kinds = self.gold[self.before], self.gold[self.here]
        np.add.at(self.counts, (self.steps, *kinds), self.weight[self.here])
        first = self.at[0]
        np.add.at(self.counts, (self.relations["first"], 0, self.gold[first]), self.weight[first])

    def _walk(self, worth, chain):
        """Forward and backward sums, each step scaled to one."""
        forward, backward = np.zeros_like(worth), np.zeros_like(worth)
        scale = np.zeros(len(worth))
        for row, live in enumerate(self.live):
            here = self.at[row, :live]
            if row:
                last = forward[self.at[row - 1, :live]][:, None, :]
                way = np.matmul(last, chain[self.how[row, :live]])[:, 0]
            else:
                way = chain[self.relations["first"], 0][None]
            way = way * worth[here]
            scale[here] = way.sum(axis=1)
            forward[here] = way / scale[here][:, None]
        backward[[self.at[len(page.gold) - 1, n] for n, page in enumerate(self.pages)]] = 1
        for row in range(len(self.live) - 1, 0, -1):
            live = self.live[row]
            here, last = self.at[row, :live], self.at[row - 1, :live]
            on = (worth[here] * backward[here] / scale[here][:, None])[:, :, None]
            backward[last] = np.matmul(chain[self.how[row, :live]], on)[:, :, 0]
        return forward, backward, scale

    def _loss(self, flat):
        weights, links = self._split(flat)
        scores = (self.blocks @ weights.astype(np.float32)).astype(np.float64)
        top = scores.max(axis=1, keepdims=True)
        worth, chain = np.exp(scores - top), np.exp(links)
        forward, backward, scale = self._walk(worth, chain)
        likely = forward * backward
        everyone = np.arange(len(self.gold))
        right = scores[everyone, self.gold] - top[:, 0]
        loss = (self.weight * (np.log(scale) - right)).sum() - (self.counts * links).sum()
        likely_here = likely.copy()
        likely_here[everyone, self.gold] -= 1
        slope = self.blocks.T @ (likely_here * self.weight[:, None])
        on = (worth[self.here] * backward[self.here] / scale[self.here][:, None])[:, None, :]
        pairs = forward[self.before][:, :, None] * chain[self.steps] * on
        links_slope = (self.by_step @ pairs.reshape(len(pairs), -1)).reshape(links.shape)
        links_slope -= self.counts
        first = self.at[0]
        links_slope[self.relations["first"], 0] += (
            likely[first] * self.weight[first][:, None]
        ).sum(axis=0)
        off, links_off = weights - self.prior, links - self.chain_prior
        loss += self.penalty / 2 * (off**2).sum() + CHAIN_PENALTY / 2 * (links_off**2).sum()
        slopes = slope + self.penalty * off, links_slope + CHAIN_PENALTY * links_off
        return loss, np.concatenate([part.ravel() for part in slopes])

    def guess(self, page):
        """The dearest way through a page."""
        scores = self.matrix([page]) @ self.weights
        for row, kind in enumerate(page.sure):
            if kind is not None:
                scores[row, kind] = 1e6
        none = np.zeros((len(KINDS), len(KINDS)))
        total = scores[0] + self.chain[self.relations["first"], 0]
        back = []
        for score, relation in zip(scores[1:], page.relations[1:], strict=True):
            known = relation in self.relations
            ways = total[:, None] + (self.chain[self.relations[relation]] if known else none)
            back.append(ways.argmax(axis=0))
            total = ways.max(axis=0) + score
        kinds = [int(total.argmax())]
        for step in reversed(back):
            kinds.append(int(step[kinds[-1]]))
        return kinds[::-1]

    def rows(self, name):
        """The lines of the file of weights."""
        for feature, number in self.features.items():
            weights = np.round(self.weights[number] * UNIT).astype(int)
            if abs(weights).max() >= LEAST and not re.search(r"[\t\n]", feature):
                cells = " ".join(f"{k}:{w}" for k, w in enumerate(weights) if abs(w) >= 6)
                yield f"{name}\t{feature}\t{cells}"
        for relation, number in self.relations.items():
            for row in np.round(self.chain[number] * UNIT).astype(int):
                yield f"{name}-chain\t{relation}\t{' '.join(map(str, row))}"


def check(form, pages, others, folds):
    """Learn without each fold of pages; print macro F1 of what was left out."""
    names = sorted({page.name for page in pages})
    np.random.RandomState(0).shuffle(names)
    hits = defaultdict(Counter)
    for fold in range(folds):
        out = set(names[fold::folds])
        rest = [page for page in pages if page.name not in out]
        field = Field(rest + others, form).learn(35)
        for page in pages:
            if page.name in out:
                for true, said in zip(page.gold, field.guess(page), strict=True):
                    hits[page.form].update({("true", true): 1})
                    hits[page.form].update({("said", said): 1, ("both", true): true == said})
    for name, found in hits.items():
        scores = [
            2 * found["both", kind] / max(1, found["true", kind] + found["said", kind])
            for kind in range(len(KINDS))
        ]
        print(f"{name}: macro F1 {sum(scores) / len(KINDS):.3f}")


def main():
    """Learn both sets of weights, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", type=int, metavar="FOLDS")
    parser.add_argument("--made", type=int, default=300)
    options = parser.parse_args()
    rows = []
    for form in ("markup", "text"):
        pages, others = list(labelled(form)), list(made(form, options.made))
        if form == "text":
            others += cases()
        if options.check:
            check(form, pages, others, options.check)
        else:
            rows += Field(pages + others, form).learn().rows(form)
    if rows:
        target = ROOT / "src" / "glossa" / "segmentation" / "kinds_weights.tsv"
        target.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
