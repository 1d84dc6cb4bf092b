"""A PDF of a few kilobytes whose forms draw each other: refused, in a process of its own."""

from __future__ import annotations

import pytest

from glossa.errors import InputError
from glossa.pages import pdf, pdf_rehearsal


def forms(depth: int) -> bytes:
    """A page that draws a form, which draws the next ten times, and so on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length 5>>stream\n/X Do\nendstream",
        b"<<>>",
        b"<</XObject<</X 7 0 R>>>>",
    ]
    for number in range(depth):
        last = number == depth - 1
        drawn = b"0 0 1 1 re f " * 10 if last else b"/X Do " * 10
        inside = b"" if last else b"/Resources<</XObject<</X %d 0 R>>>>" % (number + 8)
        objects.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 99 99]%s/Length %d>>stream\n%s\nendstream"
            % (inside, len(drawn), drawn)
        )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(body))
    )


def test_forms_that_draw_each_other_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_rehearsal, "_MEMORY", 400 << 20)
    monkeypatch.setattr(pdf_rehearsal, "_SECONDS", 5)
    with pytest.raises(InputError, match="brings its reader down"):
        pdf.parse(forms(12), "forms.pdf")


def test_a_few_forms_are_only_a_page_without_text() -> None:
    with pytest.raises(InputError, match="no text"):
        pdf.parse(forms(2), "forms.pdf")
