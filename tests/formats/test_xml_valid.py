"""What glossa writes as XML is valid: by schemas of these tests, and by the published ones.

The published ones are not part of this project; they are taken from where Debian installs them
(packages php-symfony-translation and omegat), and the test is skipped where they are not.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bitexts import bitexts
from golden_bitexts import BITEXTS
from hypothesis import given, settings
from lxml import etree

from glossa.formats import get_format
from glossa.model import Bitext

HERE = Path(__file__).parent
XSD = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
CORE = "{urn:oasis:names:tc:xliff:document:2.0}"

needs_xsd = pytest.mark.skipif(
    not XSD.is_dir(),
    reason="OASIS's schemas are not here (Debian: php-symfony-translation); allowed on a desk",
)
needs_omegat = pytest.mark.skipif(
    not OMEGAT.is_file(), reason="OmegaT, which brings LISA's DTD, is not here; allowed on a desk"
)
by_page = pytest.mark.parametrize("name", BITEXTS)


class _Beside(etree.Resolver):
    """Finds `xml.xsd` beside the schema that imports it, and nothing else."""

    def resolve(self, url: str, public_id: str, context: Any) -> Any:
        if url.endswith("xml.xsd"):
            return self.resolve_filename(str(XSD / "xml.xsd"), context)
        return self.resolve_empty(context)


def _published(name: str) -> Any:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Beside())
    return etree.XMLSchema(etree.parse(str(XSD / name), parser))


def _tree(bitext: Bitext, format_name: str) -> Any:
    return etree.fromstring(get_format(format_name).serialize(bitext).encode())


def _require_valid(schema: Any, tree: Any) -> None:
    assert schema.validate(tree), schema.error_log


TMX = etree.DTD(io.BytesIO((HERE / "tmx14.dtd").read_bytes()))
XLIFF = etree.RelaxNG(etree.parse(str(HERE / "xliff21.rng")))


@settings(deadline=None, max_examples=60)
@given(bitext=bitexts)
def test_every_memory_is_valid(bitext: Bitext) -> None:
    _require_valid(TMX, _tree(bitext, "tmx"))


@settings(deadline=None, max_examples=60)
@given(bitext=bitexts)
def test_every_xliff_is_valid(bitext: Bitext) -> None:
    tree = _tree(bitext, "xliff")
    _require_valid(XLIFF, tree)
    ids = Counter(unit.get("id") for unit in tree.iter(f"{CORE}unit"))
    assert set(ids.values()) <= {1}


@pytest.mark.judge
@needs_omegat
@by_page
def test_the_published_dtd_accepts_a_memory(name: str) -> None:
    with zipfile.ZipFile(OMEGAT) as jar:
        dtd = etree.DTD(io.BytesIO(jar.read("schemas/tmx14.dtd")))
    _require_valid(dtd, _tree(BITEXTS[name], "tmx"))


@pytest.mark.judge
@needs_xsd
@by_page
def test_the_published_schema_accepts_an_xliff(name: str) -> None:
    # 2.1 changed no element of core; its schema differs from this one in the modules alone.
    _require_valid(_published("xliff-core-2.0.xsd"), _tree(BITEXTS[name], "xliff"))


@pytest.mark.judge
@needs_xsd
@by_page
@pytest.mark.parametrize("format_name", ["xliff12", "omegat"])
def test_the_published_strict_schema_accepts_an_xliff_1_2(format_name: str, name: str) -> None:
    _require_valid(_published("xliff-core-1.2-strict.xsd"), _tree(BITEXTS[name], format_name))


@pytest.mark.judge
@needs_xsd
@settings(deadline=None, max_examples=25)
@given(bitext=bitexts)
def test_the_published_schemas_accept_anything_that_is_written(bitext: Bitext) -> None:
    _require_valid(_published("xliff-core-2.0.xsd"), _tree(bitext, "xliff"))
    strict = _published("xliff-core-1.2-strict.xsd")
    _require_valid(strict, _tree(bitext, "xliff12"))
    _require_valid(strict, _tree(bitext, "omegat"))
