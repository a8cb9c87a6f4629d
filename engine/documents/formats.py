"""The formats a brief can be written in: one table for every command.

In: a `Document`. Out: the content of a file. What a format needs is imported when it is written.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wayhome.engine.brief.tree import Document
    from wayhome.engine.wording import PageWording


@dataclass(frozen=True)
class Format:
    """How a document becomes the content of a file."""

    title: str
    """What it is, for the help of a command."""
    writer: str
    """`module:function`: from a `Document` to text, or to bytes for a file that is no text."""
    is_page: bool = True
    """Whether it has pages: the function also takes the words that stand around a brief on one, and pictures are shown."""

    def write(self, document: Document, words: PageWording | None = None) -> str | bytes:
        """The content of the file; raises InputError if something it needs is not installed.

        Args:
            document: the brief.
            words: what stands around it; the words shipped if not given.
        """
        module, name = self.writer.split(":")
        function = getattr(importlib.import_module(module), name)
        content: str | bytes = function(document, words) if self.is_page else function(document)
        return content


FORMATS = {
    "md": Format("Markdown", "wayhome.engine.brief.markdown:to_markdown", is_page=False),
    "html": Format("one page for a browser, a phone or paper", "wayhome.engine.documents.html:to_html"),
    "docx": Format("Word", "wayhome.engine.documents.docx:to_docx"),
    "pdf": Format("PDF", "wayhome.engine.documents.pdf:to_pdf"),
}
"""By the name of the format, which is also how the names of such files end."""


def format_of(name: str, formats: Iterable[str]) -> str | None:
    """The format that the name of a file ends with, if it is one of these."""
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    return suffix if suffix in formats else None
