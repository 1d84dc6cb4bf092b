"""Glossaries for the tests of TBX: a small one that shows everything, and any at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from glossa.termbase.concepts import FORMS, STATUSES, Concept, Condition, Term
from glossa.termbase.exchange.base import Parsed, Writing
from glossa.termbase.exchange.tbx import serialize_tbx, serialize_tbx2, serialize_tbx_dca

SERIALIZERS: dict[str, Callable[[Sequence[Concept], Writing], bytes]] = {
    "dct": serialize_tbx,
    "dca": serialize_tbx_dca,
    "v2": serialize_tbx2,
}


def writing(concepts: Iterable[Concept] = (), style: str = "cn-media") -> Writing:
    """How to write, with a plain stand-in for the resolver."""
    known = {concept.id: concept.terms for concept in concepts}

    def preferred(concept: str, language: str) -> Term | None:
        terms = [term for term in known.get(concept, ()) if term.language == language]
        return next((term for term in terms if style in term.styles), None)

    return Writing(style=style, preferred=preferred, target=lambda term, language: None)


def concepts_of(parsed: Parsed) -> tuple[Concept, ...]:
    """The rows as concepts, in the order of the file, without the places they stood at."""
    terms: dict[str, list[Term]] = {}
    kinds: dict[str, str] = {}
    codes: dict[str, list[str]] = {}
    for row in parsed.rows:
        terms.setdefault(row.term.concept, []).append(replace(row.term, where="", layer=0))
        kinds[row.term.concept] = row.kind
        codes.setdefault(row.term.concept, []).extend(row.codes)
    return tuple(
        Concept(name, kinds[name], tuple(terms[name]), tuple(codes[name])) for name in terms
    )


def _concept(
    identity: str, kind: str, codes: tuple[str, ...], *terms: tuple[object, ...]
) -> Concept:
    """Each term: text, language, status, type, styles, context, source, note."""
    made = [Term(str(term[0]), identity, *term[1:]) for term in terms]  # type: ignore[arg-type]
    return Concept(identity, kind, tuple(made), codes)


_COUNTY = (Condition("next", ("county",)), Condition("case"))
_GB = "GB/T 2260"
SMALL = (
    _concept(
        "cn-654224",
        "county",
        (f"{_GB}:654224", "https://example.org/id?code=654224&lang=zh", "NBS:654224"),
        ("托里县", "zh-Hans", "preferred", "fullForm", (), (), _GB),
        ("托里縣", "zh-Hant", "preferred", "fullForm", (), (), "CC-CEDICT"),
        ("Tuōlǐ Xiàn", "zh-Latn-pinyin", "preferred", "fullForm", (), (), _GB),
        ("Tuoli County", "en", "preferred", "fullForm", ("pinyin",), (), f"{_GB};CC-CEDICT"),
        ("Toli County", "en", "preferred", "fullForm", ("cn-media", "academic"), (), _GB),
        ("托里", "zh-Hans", "preferred", "shortForm", (), (Condition("not-next", ("拆",)),), _GB),
        ("Toli", "en", "preferred", "shortForm", ("cn-media",), _COUNTY, _GB),
        ("To li County", "en", "admitted", "variant", (), (), "sample page"),
        ("Torrey County", "en", "deprecated", "fullForm", (), (), "sample page", "a machine's"),
        ("تولى ناھىيىسى", "ug-Arab", "preferred", "fullForm", (), (), "ug.wikipedia page"),
        ("Toli Nahiyisi", "ug-Latn", "preferred", "fullForm", (), (), "ug.wikipedia page"),
    ),
    _concept(
        "plat.jd",
        "platform",
        (),
        ("京东", "zh-Hans", "preferred", "fullForm", (), (), "CC-CEDICT"),
        ("JD.com", "en", "preferred", "fullForm", (), (), "CC-CEDICT", "ends in '.com'"),
        ("JD", "en", "admitted", "acronym", (), (Condition("page", ("plat.jd", "a b")),), "", ""),
        ("360buy", "en", "superseded", "shortForm", (), (), "CC-CEDICT", "until 2013"),
        ("Kyoto", "en", "deprecated", "fullForm", (), (Condition("whole"),), "CC-CEDICT"),
    ),
    _concept(
        "tpl.back",
        "template",
        (),
        ("返回{name}首页", "zh-Hans", "preferred", "fullForm", (), (Condition("whole"),), "glossa"),
        ("Back to {name}", "en", "preferred", "fullForm", (), (Condition("whole"),), "glossa"),
    ),
    _concept(
        "7 marks_t1",
        'a "kind" & <more>',
        ('x"y', "http://two words"),
        ("R&D <b>\"]]>'", "en", "preferred", "fullForm", ("ours & theirs",), (), "<a>&amp;"),
        ("a  b\u2028c\x85d\u00a0e\u200fو\U0001f600", "en", "admitted", "variant", (), (), " "[:0]),
        ("run", "en", "admitted", "fullForm", (), (), "", "seen once; partOfSpeech: verb"),
        ("red", "en-GB", "preferred", "fullForm", (), (), "", "partOfSpeech: adjective"),
        ("in", "en-GB", "admitted", "fullForm", (), (), "", "partOfSpeech: preposition"),
        ("on", "en-GB", "admitted", "fullForm", (), (), "", "glossa context: not one"),
        ("up", "en-GB", "admitted", "fullForm", (), (), "", "glossa note: glossa code: x"),
    ),
)

_NASTY = ["&", "<", ">", '"', "'", "]]>", "&amp;", "\u2028", "\x85", "\x7f", "\ufeff", "\u00ad"]
_NASTY += [
    "و",
    "首页",
    "😀",
    "  ",
    " ",
    ";",
    "|",
    "=",
    "_x0041_",
    "_t1",
    "#2",
    ": ",
    "glossa note: ",
]
_NASTY += ["glossa context: ", "glossa code: ", "partOfSpeech: noun", "; partOfSpeech: verb"]
_NASTY += ["https://", "a", "1", "-", ".", "%", "é", "e\u0301"]
ANY_TEXT = st.lists(st.sampled_from(_NASTY), max_size=5).map("".join) | st.text(max_size=9)
"""Also what XML cannot hold."""
_HELD = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
_TEXT = st.lists(st.sampled_from(_NASTY) | _HELD, max_size=6).map("".join).map(str.strip)
_NAME = _TEXT.filter(bool)
_CONTEXTS = st.sampled_from(
    [
        (),
        (Condition("whole"),),
        _COUNTY,
        (Condition("prev", ("a", "b & c")), Condition("not-prev", ("<",))),
        (Condition("page", ("cn-1", "x y")),),
    ]
)
_LANGUAGES = st.sampled_from(["zh-Hans", "zh-Hant", "zh-Latn-pinyin", "en", "en-GB", "ug-Arab"])


def terms(text: st.SearchStrategy[str], name: st.SearchStrategy[str]) -> st.SearchStrategy[Term]:
    """Terms of any sort; `name` for what may not be empty."""
    return st.builds(
        Term,
        name,
        st.just(""),
        _LANGUAGES,
        st.sampled_from(STATUSES),
        st.sampled_from(FORMS),
        st.lists(name, max_size=2, unique=True).map(tuple),
        _CONTEXTS,
        text,
        text,
    )


def glossaries(
    text: st.SearchStrategy[str] = _TEXT, name: st.SearchStrategy[str] = _NAME
) -> st.SearchStrategy[tuple[Concept, ...]]:
    """Up to three concepts, with what a TBX file holds unless told otherwise."""
    codes = st.lists(name | st.just("https://example.org/?a=1&b=2"), max_size=3, unique=True)
    concepts = st.builds(
        lambda identity, kind, found, codes: Concept(
            identity, kind, tuple(replace(term, concept=identity) for term in found), tuple(codes)
        ),
        name,
        name,
        st.lists(terms(text, name), min_size=1, max_size=5),
        codes,
    )
    return st.lists(concepts, min_size=1, max_size=3, unique_by=lambda concept: concept.id).map(
        tuple
    )
