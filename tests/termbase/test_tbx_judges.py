"""Others judge the TBX files: translate-toolkit, OmegaT's reader, and the rules of TBX-Basic."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from tbx_glossary import SERIALIZERS, SMALL, glossaries, writing

from glossa.termbase.concepts import Concept, Term

pytestmark = pytest.mark.judge

DATA = Path(__file__).parent / "data" / "tbx"
GOLDEN = Path(__file__).parents[1] / "golden" / "tbx"
RULES = {"dct": "v3-dct.rng", "dca": "v3-dca.rng", "v2": "v2.rng"}
OMEGAT = Path("/usr/share/omegat/OmegaT.jar")


@cache
def rules(shape: str) -> Any:
    from lxml import etree

    return etree.RelaxNG(etree.parse(str(DATA / RULES[shape])))


def judge(shape: str, data: bytes) -> str:
    """What breaks the rules; empty if nothing does."""
    from lxml import etree

    tree = etree.fromstring(data)
    grammar = rules(shape)
    ids = tree.xpath("//@id")
    if len(ids) != len(set(ids)):
        return "an id stands twice"
    return "" if grammar.validate(tree) else str(grammar.error_log.last_error.message)


@settings(deadline=None, max_examples=15)
@given(concepts=glossaries())
def test_every_file_keeps_the_rules(concepts: tuple[Concept, ...]) -> None:
    for shape, serialize in SERIALIZERS.items():
        assert judge(shape, serialize(concepts, writing(concepts))) == ""


@pytest.mark.parametrize("code", ["https://https://", "https://example.com/a%b", "http://[x/"])
def test_what_only_looks_like_an_address_is_a_code(code: str) -> None:
    concepts = (Concept("a", "county", (Term("Toli County", "a", "en"),), (code,)),)
    for shape, serialize in SERIALIZERS.items():
        assert judge(shape, serialize(concepts, writing(concepts))) == ""


@pytest.mark.parametrize("shape", SERIALIZERS)
def test_the_golden_files_keep_the_rules(shape: str) -> None:
    assert judge(shape, (GOLDEN / f"{shape}.tbx").read_bytes()) == ""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("preferredTerm-admn-sts", "preferred"),  # the picklist of administrativeStatus
        (">acronym<", ">abbr<"),  # that of termType
        (">adjective<", ">preposition<"),  # that of partOfSpeech
        ('target="https:', 'target="ftp:'),  # an address of the web
        ("<sourceDesc>", "<note>n</note><sourceDesc>"),  # the header
        ('xml:lang="ug-Arab"', 'xml:lang="ug_Arab"'),
        ('id="plat.jd"', 'id="7 plat"'),  # xs:ID
        ('id="plat.jd_t1"', 'id="plat.jd_t2"'),  # twice
        ("<term>京东</term>", "<term/>"),
        ("<term>京东</term>", "<note>first</note><term>京东</term>"),  # the term stands first
        ("urn:iso:std:iso:30042:ed-2", "urn:iso:std:iso:30042:ed:3.0"),  # the drafts' namespace
        ('xml:lang="en"', ""),
    ],
)
@pytest.mark.parametrize("shape", SERIALIZERS)
def test_the_rules_can_be_broken(shape: str, right: str, wrong: str) -> None:
    text = (GOLDEN / f"{shape}.tbx").read_text(encoding="utf-8")
    if right not in text:
        assert shape == "v2", "v2 has no namespace"
        return
    assert judge(shape, text.replace(right, wrong, 1).encode())


@pytest.mark.parametrize("shape", ["dca", "v2"])
def test_what_is_said_of_a_term_comes_in_the_order_of_the_standard(shape: str) -> None:
    """`termNote` before `admin` and `note`; and no subject field at a term."""
    text = (GOLDEN / f"{shape}.tbx").read_text(encoding="utf-8")
    type_note = '<termNote type="termType">fullForm</termNote>'
    source = '<admin type="source">GB/T 2260</admin>'
    late = re.sub(f"({type_note})(\\s*)({source})", r"\3\2\1", text, count=1)
    assert late != text
    assert "termNote" in judge(shape, late.encode())
    moved = text.replace(type_note, f'{type_note}<descrip type="subjectField">x</descrip>', 1)
    assert judge(shape, moved.encode())


def pairs(data: bytes, source: str, target: str, shape: str) -> dict[str, tuple[str, list[str]]]:
    """translate-toolkit's units by id: the source, and each target with its status."""
    from translate.storage.tbx import tbxfile, tbxunit

    class V3Unit(tbxunit):
        """The toolkit knows version 2; version 3 has other names for the same elements."""

        rootNode, languageNode, textNode = "conceptEntry", "langSec", "term"  # noqa: N815

    class V3File(tbxfile):
        UnitClass, rootNode = V3Unit, "tbx"  # noqa: N815
        namespace = "urn:iso:std:iso:30042:ed-2"

    store = (tbxfile if shape == "v2" else V3File).parsestring(data, source, target)
    return {
        unit.getid(): (
            str(unit.source or ""),
            [term.text for term in unit.get_target_terms()] or [str(unit.target or "")],
        )
        for unit in store.units
    }


def test_translate_toolkit_reads_version_2() -> None:
    data = SERIALIZERS["v2"](SMALL, writing(SMALL))
    english = pairs(data, "zh-Hans", "en", "v2")
    assert english["cn-654224"] == (
        "托里县",
        ["Toli County", "Tuoli County", "Toli", "To li County", "Torrey County"],
    )
    assert english["plat.jd"] == ("京东", ["JD.com", "JD", "360buy", "Kyoto"])
    assert english["tpl.back"] == ("返回{name}首页", ["Back to {name}"])
    assert pairs(data, "en", "ug-Arab", "v2")["cn-654224"] == ("Toli County", ["تولى ناھىيىسى"])


@pytest.mark.parametrize("shape", ["dct", "dca"])
def test_translate_toolkit_reads_version_3_when_told_its_names(shape: str) -> None:
    data = SERIALIZERS[shape](SMALL, writing(SMALL))
    english = pairs(data, "zh-Hans", "en", shape)
    assert english["cn-654224"] == ("托里县", ["Toli County"])
    assert english["plat.jd"] == ("京东", ["JD.com"])
    assert pairs(data, "ug-Arab", "zh-Hant", shape)["cn-654224"] == ("تولى ناھىيىسى", ["托里縣"])


def test_translate_toolkit_sees_which_terms_are_deprecated() -> None:
    from translate.storage.tbx import tbxfile

    store = tbxfile.parsestring(SERIALIZERS["v2"](SMALL, writing(SMALL)), "zh-Hans", "en")
    terms = [term for unit in store.units for term in unit.get_target_terms()]
    assert [term.text for term in terms if term.deprecated] == ["Torrey County", "Kyoto"]


@pytest.mark.skipif(
    not (OMEGAT.is_file() and shutil.which("javac")),
    reason="OmegaT and a JDK are not installed; allowed on a desk, not where changes are accepted",
)
def test_omegat_reads_version_2(tmp_path: Path) -> None:
    """OmegaT 3.6 looks at the language only, so `zh` has all scripts; and it knows no status."""
    arguments = [f"-Duser.home={tmp_path}", "-cp", str(OMEGAT), str(DATA / "ReadGlossary.java")]
    run = subprocess.run(
        ["java", *arguments, str(GOLDEN / "v2.tbx"), "zh-CN", "en"],
        capture_output=True,
        check=True,
    )
    read = [tuple(line.split("\t")) for line in run.stdout.decode().splitlines()]
    county = ("Toli County", "Tuoli County", "Toli", "To li County", "Torrey County")
    places = ("托里县", "托里", "托里縣", "Tuōlǐ Xiàn")
    expected = [(place, name) for place in places for name in county]
    expected += [("京东", name) for name in ("JD.com", "JD", "360buy", "Kyoto")]
    expected += [("返回{name}首页", "Back to {name}")]
    assert read == expected
