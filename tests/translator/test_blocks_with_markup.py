"""Pages with markup: blocks are whole, and what a page asks to keep is kept."""

from __future__ import annotations

import pytest

from glossa.engines import ScriptedEngine
from glossa.markup import Code, Markup
from glossa.model import Document, MatchType, Unit
from glossa.pipeline import load_termbase, translate
from glossa.segmentation import segment
from glossa.translator.lines import runs

FIRST, SECOND = "The delegation left the county seat of", "Hotan in the early morning"


def blocks(markup: Markup | None, *texts: str, codes: tuple[Code, ...] = ()) -> Document:
    at, units = 0, []
    for number, text in enumerate(texts, 1):
        units.append(Unit(f"u{number}", at, at + len(text), text, markup=markup))
        at += len(text) + 1
    return segment(Document("-", "\n".join(texts), tuple(units), codes=codes))


@pytest.mark.parametrize(("markup", "count"), [(None, 1), (Markup("td"), 2)])
def test_a_block_of_a_page_with_markup_never_goes_on(markup: Markup | None, count: int) -> None:
    document = blocks(markup, FIRST, SECOND)
    assert len(list(runs(document, lambda _: True))) == count


@pytest.mark.parametrize("text", ["新疆", "2025年9月26日", "请保存文件。", "１２３"])
def test_a_block_of_code_comes_out_letter_for_letter(text: str) -> None:
    code = Code("c1", 0, len(text), "code", translate=False)
    document = blocks(Markup("pre"), text, codes=(code,))
    bitext = translate(document, termbase=load_termbase(), engine=ScriptedEngine({}))
    assert [(one.target, one.match) for one in bitext] == [(text, MatchType.COPIED)]


@pytest.mark.parametrize(
    ("text", "literal", "answer", "said", "target"),
    [
        ("请用 pip install glossa 安装。", "pip install glossa", "Use pip install ossa to install.",
         "pip install ossa", "Use pip install glossa to install."),
        ("最后点击 保存 按钮。", "保存", "Finally click the Save button.",
         "Save", "Finally click the 保存 button."),
    ],
)  # fmt: skip
def test_code_that_the_engine_spoilt_is_put_right(
    text: str, literal: str, answer: str, said: str, target: str
) -> None:
    start = text.index(literal)
    code = Code("c1", start, start + len(literal), "code", translate=False)
    document = blocks(Markup("p"), text, codes=(code,))
    engine = ScriptedEngine({text: answer}, placed={literal: said})
    [entry] = translate(document, termbase=load_termbase(), engine=engine)
    assert entry.target == target
    assert [finding.code for finding in entry.findings] == []
    [place] = [step for step in entry.steps if step.action == "markup"]
    assert target[place.start : place.end] == literal
