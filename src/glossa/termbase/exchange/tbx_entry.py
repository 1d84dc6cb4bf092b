"""One concept entry of a TBX file -> rows, whatever the version, the style or the tool.

Elements are known by their local names: DCT, DCA, v2 and the TBX-Min of 2013 differ in little else.
What glossa has no field for is kept in the note of a term, as `category: text`; what no note should
hold (who changed an entry, and when) is counted and said.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from glossa.model import Finding, Severity
from glossa.termbase.concepts import Term
from glossa.termbase.exchange.tbx_draft import (
    LEFT_OUT,
    About,
    Draft,
    category,
    fill_statuses,
    flat,
    has_entity,
    remark,
    text_of,
)
from glossa.termbase.exchange.tbx_words import (
    CONTEXT,
    is_language,
    join_note,
    status_of,
    type_of,
)
from glossa.termbase.exchange.tbx_xml import from_xml_id, local, tidy
from glossa.termbase.rows import Row, parse_context

__all__ = ["EntryReader"]

_LANGUAGES: Final = {"langSec", "langSet", "langGroup"}
_TERMS: Final = {"termSec", "tig", "ntig", "termGroup"}
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_KIND: Final = "user"
"""The kind of a concept that has no subject field, as of the pairs of a user's own list."""


class EntryReader:
    """Reads the entries of one file, one after the other, and gathers what is to be said of it."""

    def __init__(self, name: str, layer: int, findings: list[Finding]) -> None:
        """`name`: the file's, for findings; they are appended to `findings`."""
        self._name = name
        self._layer = layer
        self._findings = findings
        self._ids: set[str] = set()
        self._uses: dict[str, int] = {}
        self._left_out: Counter[str] = Counter()
        self._unknown: dict[tuple[str, str], list[int]] = {}
        self._same: dict[str, str] = {}

    def read(self, entry: Any) -> Sequence[Row]:
        """The rows of a `conceptEntry` or `termEntry`; none where nothing of it can be used."""
        self._look_for_entities(entry)
        about = About()
        drafts: list[Draft] = []
        for child in entry:
            if local(child) in _LANGUAGES:
                drafts += self._language(child, entry.get("id") or "", len(drafts))
            elif local(child):
                self._about(child, about)
        drafts = [draft for draft in drafts if not draft.broken]
        if not drafts:
            message = "the concept has no term that can be used; left out"
            self.report("no-terms", message, entry, entry.get("id") or "", Severity.WARNING)
            return ()
        fill_statuses(drafts)
        drafts[0].notes[:0] = about.notes + [f"subjectField: {kind}" for kind in about.kinds[1:]]
        drafts.sort(key=lambda draft: draft.position)
        identity = self._identity(entry, drafts)
        kind = self._once(about.kinds[0] if about.kinds else _KIND)
        codes = tuple(dict.fromkeys(about.codes))
        return [
            Row(self._term(draft, identity, about), kind, () if number else codes)
            for number, draft in enumerate(drafts)
        ]

    def close(self, count: int) -> None:
        """Say what concerns the whole file, of which `count` terms were read."""
        if not count and not self._findings:
            self._findings.append(
                Finding(
                    "no-terms",
                    "the file holds no concept with a term; export it again",
                    where=self._name,
                )
            )
        for (name, text), lines in self._unknown.items():
            message = (
                f"unknown {name} {text!r}, {len(lines)} times, first here; "
                "the default is taken, and the note keeps the word"
            )
            where = f"{self._name}:{lines[0]}"
            self._findings.append(Finding("unknown-value", message, where=where, raw=text))
        if self._left_out:
            kinds = ", ".join(f"{name} {n} times" for name, n in sorted(self._left_out.items()))
            self._findings.append(
                Finding(
                    "left-out",
                    f"a glossary has no place for who changed an entry, and when: {kinds}",
                    Severity.INFO,
                    where=self._name,
                )
            )

    def _language(self, section: Any, entry_id: str, before: int) -> list[Draft]:
        """The terms of a language section; `before`: how many terms the entry has had."""
        tag = section.get(_XML_LANG) or section.get("lang") or ""
        tag = tidy(tag).replace("_", "-")
        if not is_language(tag):
            message = f"{tag!r} is no language tag (BCP 47); its terms are left out"
            self.report("bad-language", message, section, tag)
            return []
        about = About()
        drafts: list[Draft] = []
        position = before
        for child in section:
            if local(child) in _TERMS:
                number = (child.get("id") or "").removeprefix(f"{entry_id}_t")
                position = int(number) if number.isdecimal() and len(number) < 10 else position
                drafts += self._term_section(child, self._once(tag), position)
            elif local(child):
                self._about(child, about)
        for draft in drafts:
            draft.source = draft.source or about.source
        if drafts:
            extra = [f"subjectField: {kind}" for kind in about.kinds]
            extra += [f"externalCrossReference: {code}" for code in about.codes]
            drafts[0].notes[:0] = about.notes + extra
        return drafts

    def _term_section(self, section: Any, language: str, position: int) -> Iterator[Draft]:
        """The term of a `termSec`, `tig` or `ntig`; several `term`s in one are as many terms."""
        parts = list(flat(section))
        words = [part for name, part in parts if name == "term"]
        if not any(tidy(text_of(word)) for word in words):
            message = "a term has no text; left out"
            self.report("empty-term", message, section, tidy(text_of(section)))
            return
        for word in words:
            draft = Draft(
                tidy(text_of(word)), language, f"{self._name}:{word.sourceline}", position
            )
            draft.broken = not draft.text or has_entity(word)
            for name, part in parts:
                if name != "term":
                    self._detail(name, part, draft)
            yield draft

    def _detail(self, name: str, element: Any, draft: Draft) -> None:
        """One thing said of a term; `name`: its data category."""
        text = tidy(text_of(element))
        if name in LEFT_OUT:
            self._left_out[name] += 1
        elif name == "descripGrp":
            first, more = self._group(element)
            if first is not None:
                self._detail(category(first), first, draft)
            draft.notes += more
        elif name == "note" and text.startswith(CONTEXT):
            self._context(text.removeprefix(CONTEXT), element, draft)
        elif name == "administrativeStatus" and text:
            draft.status = self._known(status_of(text), "status", element, text, draft)
        elif name == "termType" and text:
            draft.type = self._known(type_of(text), "type", element, text, draft)
        elif name == "partOfSpeech" and not draft.part_of_speech:
            draft.part_of_speech = text
        else:
            draft.add(name, text, element)

    def _known(
        self,
        value: tuple[str, bool] | None,
        field_name: str,
        element: Any,
        text: str,
        draft: Draft,
    ) -> str:
        """The value; what it does not say, or cannot be read, goes to the term's note."""
        if value is None:
            self._unknown.setdefault((field_name, text), []).append(element.sourceline)
        if value is None or not value[1]:
            draft.notes.append(f"{category(element)}: {text}")
        return value[0] if value else ""

    def _context(self, text: str, element: Any, draft: Draft) -> None:
        try:
            draft.context = parse_context(text)
        except ValueError as error:
            draft.broken = True
            self.report("bad-context", f"{error}; the term is left out", element, text)

    def _about(self, element: Any, about: About) -> None:
        """One thing said of a concept or of a language."""
        name = category(element)
        if name in LEFT_OUT:
            self._left_out[name] += 1
        elif name == "descripGrp":
            first, more = self._group(element)
            if first is not None:
                self._about(first, about)
            about.notes += more
        else:
            about.add(name, tidy(text_of(element)), element)

    def _group(self, group: Any) -> tuple[Any, list[str]]:
        """A definition or context, and remarks on it (its source, say); None if it is empty."""
        first = None
        more: list[str] = []
        for name, part in flat(group):
            if name in LEFT_OUT:
                self._left_out[name] += 1
            elif first is None:
                first = part
            else:
                more.append(remark(part, name, tidy(text_of(part))))
        return first, more

    def _term(self, draft: Draft, identity: str, about: About) -> Term:
        return Term(
            draft.text,
            identity,
            draft.language,
            draft.status,
            draft.type or "fullForm",
            tuple(map(self._once, dict.fromkeys(draft.styles))),
            draft.context,
            self._once(";".join(dict.fromkeys(draft.source or about.source))),
            join_note("; ".join(filter(None, draft.notes)), draft.part_of_speech),
            draft.where,
            self._layer,
        )

    def _identity(self, entry: Any, drafts: Sequence[Draft]) -> str:
        """The concept's id: the entry's, or one made from its terms; a second use gets a number."""
        identity = from_xml_id(tidy(entry.get("id") or ""))
        made = not identity
        if made:
            words = "\n".join(f"{draft.language}\t{draft.text}" for draft in drafts)
            digest = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
            identity = f"tbx.{digest[:12]}"
        # A file may give every concept one id: the search goes on where it ended the last time.
        number = self._uses.get(identity, 1)
        name = identity if number == 1 else f"{identity}#{number}"
        while name in self._ids:
            number += 1
            name = f"{identity}#{number}"
        self._ids.add(name)
        self._uses[identity] = number
        if number > 1 and not made:
            message = f"the id stands twice; this concept is called {name!r} here"
            self.report("duplicate-id", message, entry, identity, Severity.WARNING)
        return name

    def _look_for_entities(self, entry: Any) -> None:
        from lxml import etree

        for entity in entry.iter(etree.Entity):
            message = (
                f"the entity {entity.text} is not replaced: a glossary must not depend on other "
                "files; a term with it is left out, a note keeps it as it stands; write it out"
            )
            self.report("xml-entity", message, entity.getparent(), entity.text)

    def report(
        self,
        code: str,
        message: str,
        element: Any,
        raw: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a finding at an element's line."""
        where = f"{self._name}:{element.sourceline}"
        self._findings.append(Finding(code, message, severity, where=where, raw=raw))

    def _once(self, text: str) -> str:
        """The same text as one object: languages, kinds, styles and sources come over and over."""
        return self._same.setdefault(text, text)
