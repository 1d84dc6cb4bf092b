"""The figures of a page: on which line of it something happened."""

from __future__ import annotations

import pytest

from glossa.pipeline import normalize, parse_page
from glossa.summary import changes


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85"])
def test_changes_name_the_line_whatever_ends_lines(end: str) -> None:
    page = parse_page(end.join(["Hello.", "", "Hetian is fine.", "Torrey County too."]).encode())
    assert [change.line for change in changes(page, normalize(page))] == [3, 4]
