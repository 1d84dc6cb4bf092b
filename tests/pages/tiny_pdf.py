"""A writer of small PDF files for tests: fonts that are not embedded, letters at places."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

COURIER = 0.6
"""Width of every letter of Courier, in its size."""
FONTS = {
    "sans": "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding",
    "bold": "/Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding",
    "mono": "/Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding",
}
"""`han` besides: a font of its own for each file, in which every sign is a black square."""
SQUARE = b"<< /Length 42 >>\nstream\n1000 0 0 0 1000 1000 d1 50 0 900 900 re f \nendstream"


@dataclass
class Page:
    """Text at places: points, from the bottom left."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    drawn: list[str] = field(default_factory=list)
    han: dict[str, int] = field(default_factory=dict)

    def put(self, x: float, y: float, text: str, size: float = 10, font: str = "mono") -> Page:
        return self.turned(x, y, text, (1, 0, 0, 1), size, font)

    def turned(
        self,
        x: float,
        y: float,
        text: str,
        matrix: tuple[float, float, float, float],
        size: float = 10,
        font: str = "mono",
    ) -> Page:
        if font == "han":
            raw = "".join(f"{self.han.setdefault(sign, len(self.han) + 1):02x}" for sign in text)
        else:
            raw = text.encode("cp1252").hex()
        place = " ".join(f"{number:g}" for number in (*matrix, x, y))
        self.drawn.append(f"BT /{font} {size:g} Tf {place} Tm <{raw}> Tj ET")
        return self

    def column(
        self,
        x: float,
        y: float,
        lines: Iterable[str],
        size: float = 10,
        font: str = "mono",
        step: float = 1.2,
    ) -> Page:
        for number, line in enumerate(lines):
            self.put(x, y - number * step * size, line, size, font)
        return self

    def box(self) -> Page:
        """A drawing without any text."""
        self.drawn.append("100 100 200 200 re f")
        return self


def pdf(pages: Sequence[Page], *, trailer: str = "", names: str = "", extra: str = "") -> bytes:
    """`names`: entries of the catalogue; `extra`: object 3; `trailer`: entries of the trailer."""
    objects: dict[int, bytes] = {3: (extra or "<< >>").encode()}
    number = 3
    fonts = ""
    for name, font in FONTS.items():
        number += 1
        objects[number] = f"<< {font} >>".encode()
        fonts += f" /{name} {number} 0 R"
    kids = []
    for page in pages:
        content = zlib.compress("\n".join(page.drawn).encode())
        objects[number + 1] = (
            f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode()
            + content
            + b"\nendstream"
        )
        objects[number + 2] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width:g} {page.height:g}] "
            f"/Rotate {page.rotate} /Resources << /Font << {fonts} /han {number + 5} 0 R >> >> "
            f"/Contents {number + 1} 0 R >>"
        ).encode()
        objects[number + 3] = SQUARE
        objects[number + 4] = _meanings(page.han)
        objects[number + 5] = _squares(page.han, number + 3, number + 4)
        number += 5
        kids.append(f"{number - 3} 0 R")
    objects[1] = f"<< /Type /Catalog /Pages 2 0 R {names} >>".encode()
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _file(objects, trailer)


def _squares(signs: dict[str, int], square: int, meanings: int) -> bytes:
    last = max(signs.values(), default=1)
    procedures = " ".join(f"/g{code} {square} 0 R" for code in range(1, last + 1))
    names = " ".join(f"/g{code}" for code in range(1, last + 1))
    widths = " ".join("300" if sign == " " else "1000" for sign in signs or "x")
    return (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] "
        f"/CharProcs << {procedures} >> /Encoding << /Type /Encoding /Differences [1 {names}] >> "
        f"/FirstChar 1 /LastChar {last} /Widths [{widths}] /ToUnicode {meanings} 0 R "
        "/Resources << >> >>"
    ).encode()


def _meanings(signs: dict[str, int]) -> bytes:
    pairs = "\n".join(
        f"<{code:02x}> <{sign.encode('utf-16-be').hex()}>" for sign, code in signs.items()
    )
    content = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(signs)} beginbfchar\n{pairs}\n"
        "endbfchar\nendcmap end end"
    ).encode()
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _file(objects: dict[int, bytes], trailer: str) -> bytes:
    data = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for number in sorted(objects):
        data += b"%010d 00000 n \n" % places[number]
    data += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(data)
