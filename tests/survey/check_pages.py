"""The pages, glossary and bilingual file of the golden reports, and how to make these anew.

python tests/survey/check_pages.py     writes tests/golden/check/
"""

from __future__ import annotations

import re
from pathlib import Path

from glossa.pipeline import survey
from glossa.survey import Survey, html_report, json_report
from glossa.termbase import load_termbase

GOLDEN = Path(__file__).parents[1] / "golden" / "check"
GLOSSARY = """\
concept\tkind\tlanguage\tterm\tstatus\ttype\tstyles\tcontext\tcode\tsource\tnote
x-1\tcity\ten\tMarwen\tpreferred\tshortForm\tcn-media\t\t\tmade up\t
x-1\tcity\ten\tMarven\tadmitted\tvariant\t\t\t\tmade up\t
x-1\tcity\tzh-Hans\t玛文市\tpreferred\tfullForm\t\t\t\tmade up\t
x-2\tpeople\ten\tTollar\tpreferred\tfullForm\tcn-media\t\t\tmade up\t
x-2\tpeople\ten\tTolar\tadmitted\tvariant\t\t\t\tmade up\t
"""
PAGES = {
    "first.txt": "From Marwen to the Tolar hills it is a day.\n\nMarven’s baths are old. "
    "He said: “Only in Marven.” The Tolar Growers Association is new.\n",
    "sub/second.txt": "<script>alert('Marven')</script> was on the page of Mr. Orsan Beli.\n"
    "The road to Qarasay Township & back.\n记者来到玛文市红杏街道。\n",
    "sub/pairs.csv": "id,kind,language,source,target\n"
    "s1,paragraph,zh-Hans,玛文市有12口井。,Marven has wells.\n"
    "s2,paragraph,zh-Hans,玛文市很大。,Marwen is large.\n",
}


def make_pages(folder: Path) -> None:
    """Write glossary and pages."""
    (folder / "glossary.tsv").write_text(GLOSSARY, encoding="utf-8")
    for name, text in PAGES.items():
        path = folder / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def make_survey(folder: Path) -> Survey:
    """The survey of the pages in `folder`, with their glossary alone."""
    termbase = load_termbase([folder / "glossary.tsv"])
    return survey([folder / "pages"], termbase=termbase)


def shown(text: str, folder: Path) -> str:
    """A report without what differs from run to run or is kept elsewhere."""
    text = text.replace(f"{folder}/", "")
    text = re.sub(r"<style>.*?</style>", "<style></style>", text, flags=re.DOTALL)
    text = re.sub(r"<script>\".*?</script>", "<script></script>", text, flags=re.DOTALL)
    text = re.sub(r"sha256-[A-Za-z0-9+/=]+", "sha256-", text)
    text = re.sub(r'"version": "[^"]*"', '"version": ""', text)
    return re.sub(r'content="glossa [^"]*"', 'content="glossa"', text)


def reports(folder: Path) -> dict[str, str]:
    """File name of the golden report -> what it should hold."""
    found = make_survey(folder)
    return {
        "report.json": shown(json_report(found), folder),
        "report.html": shown(html_report(found), folder),
    }


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        make_pages(Path(name))
        for file, text in reports(Path(name)).items():
            (GOLDEN / file).write_text(text, encoding="utf-8")
