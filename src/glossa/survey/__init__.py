"""What is in a heap of pages: names under several spellings, likely names, findings.

    surveyor = Surveyor(termbase)
    surveyor.add_page(document, "page.txt")
    surveyor.result().names

`glossa.survey` walks folders and does this for every file; `glossa check` prints it.
"""

from glossa.survey.collect import Surveyor
from glossa.survey.reading import Progress, read_into
from glossa.survey.report_html import html_report
from glossa.survey.report_json import json_report
from glossa.survey.report_text import text_report
from glossa.survey.results import (
    OUTCOMES,
    Candidate,
    Failure,
    Name,
    Place,
    Remark,
    Spelling,
    Survey,
)

__all__ = [
    "OUTCOMES",
    "Candidate",
    "Failure",
    "Name",
    "Place",
    "Progress",
    "Remark",
    "Spelling",
    "Survey",
    "Surveyor",
    "html_report",
    "json_report",
    "read_into",
    "text_report",
]
