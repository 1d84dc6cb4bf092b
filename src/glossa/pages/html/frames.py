"""The stack of open elements: what each means to the text in it."""

from __future__ import annotations

from glossa.pages.html.blocks import Event, Span
from glossa.pages.html.columns import Found, Path

__all__ = ["Block", "Frame"]


class Block:
    """What has been met since the last block boundary."""

    __slots__ = ("after", "events", "links")

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.after: list[Found] = []
        """Units that come behind it: attributes of its inline elements, buttons in it."""
        self.links = 0
        """How many links were open where it began."""


class Frame:
    """An open element."""

    __slots__ = (
        "active",
        "block",
        "count",
        "foreign",
        "is_block",
        "is_island",
        "language",
        "mute",
        "name",
        "owner",
        "path",
        "pending",
        "scope",
        "sink",
        "span",
        "translate",
    )

    def __init__(self, name: str, path: Path, parent: Frame | None, *, is_block: bool) -> None:
        self.name = name
        self.path = path
        self.is_block = is_block
        self.is_island = False
        self.owner: Frame = self if is_block or parent is None else parent.owner
        """The nearest block."""
        self.mute: bool = parent.mute if parent else False
        """Its text is not shown or not for translators."""
        self.translate: bool = parent.translate if parent else True
        """What `translate=` says, or the nearest element around it."""
        self.foreign: bool = parent.foreign if parent else False
        self.span: Span | None = None
        """Of an inline element or an island."""
        self.language = -1
        """Its place in the list of elements with a language; -1 for none."""
        self.count = 0
        """How many blocks of text it holds that no element in it holds together."""
        self.pending: list[int] | None = None
        """Units in it that have no group yet."""
        self.block: Block | None = None
        """Of an island: the block around it."""
        self.sink: list[Found] | None = None
        self.scope: dict[str, int] | None = None
        """Of an element that end tags do not look beyond: what was open around it."""
        self.active: list[Frame] = []
        """Of the same: formatting elements to be opened again around it."""
