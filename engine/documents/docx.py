"""A document tree as a Word document: named styles, contents, bookmarks, numbered pages, tables whose heads repeat.

In: a `Document`. Out: bytes of a .docx, the same for the same document. The same words in the same order as in Markdown;
around them stand labels, contents, and at the end what identifies the brief. Pictures need the extra `documents`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files

from wayhome.engine.archives import CREATED, packed
from wayhome.engine.brief.tree import Block, Document, Heading, Line, Text, words_of
from wayhome.engine.documents.docx_blocks import FIRST_IMAGE, Blocks
from wayhome.engine.documents.docx_lines import Lines, escaped, link, paragraph, run
from wayhome.engine.documents.docx_styles import MEASURES, styles_of
from wayhome.engine.documents.parts import FACTS, edition_of, first_section, form_of, front_words, parts_of, running_title
from wayhome.engine.library import shipped
from wayhome.engine.wording import PageWording, load_page_wording

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWINGS = "http://schemas.openxmlformats.org/drawingml/2006"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:a="{_DRAWINGS}/main" xmlns:pic="{_DRAWINGS}/picture"'
    f' xmlns:wp="{_DRAWINGS}/wordprocessingDrawing"'
)
_PARTS = ("styles", "settings", "numbering", "header", "footer")
"""Besides the text itself; a relation leads to each, and its number is the place here."""
_EDITIONS = {"draft": "EditionDraft", "adviser": "EditionGuarded", "confidential": "EditionGuarded"}
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENTS_FIELD = r' TOC \o "1-1" \h \z \u '


def to_docx(document: Document, words: PageWording | None = None) -> bytes:
    """The whole file.

    Args:
        document: the brief.
        words: labels, language and direction of writing; those shipped if not given.

    Raises:
        InputError: if it has pictures and typst is not installed; for a label with a slot that nothing fills.
    """
    return _File(document, words or load_page_wording(shipped("knowledge"))).packed()


class _File:
    """One file; its parts are made in the order of reading, so that uses of notes are counted in that order."""

    def __init__(self, document: Document, words: PageWording) -> None:
        self.document = document
        self.words = words
        self.form = form_of(document)
        self.parts = parts_of(document, words.untitled)
        self.title = words_of(self.parts.title).strip()
        self.lines = Lines(words, tuple(key for key, _ in document.notes))
        self.blocks = Blocks(self.lines)

    def packed(self) -> bytes:
        body = self._body()
        body = f"{_HEAD}<w:document {_SPACES}><w:body>{body}{self._section()}</w:body></w:document>"
        return packed((name, text if isinstance(text, bytes) else text.encode()) for name, text in self._files(body))

    def _files(self, body: str) -> Iterator[tuple[str, str | bytes]]:
        yield "[Content_Types].xml", _content_types()
        yield (
            "_rels/.rels",
            _relations(
                (
                    (1, f"{_R}/officeDocument", "word/document.xml"),
                    (2, f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                )
            ),
        )
        yield "docProps/core.xml", self._properties()
        yield "word/document.xml", body
        pictures = list(enumerate(self.blocks.pictures, 1))
        named = [(i, f"{_R}/{name}", f"{name}.xml") for i, name in enumerate(_PARTS, 1)]
        images = [(FIRST_IMAGE + i - 1, f"{_R}/image", f"media/picture{i}.png") for i, _ in pictures]
        yield "word/_rels/document.xml.rels", _relations((*named, *images))
        language = escaped(self.words.language)
        yield "word/styles.xml", styles_of(self.form, language)
        yield "word/settings.xml", _shipped("settings")
        yield "word/numbering.xml", _numbering(self.blocks.lists)
        _, edition = edition_of(self.document)
        yield "word/header.xml", self._margin("hdr", self.lines.paragraph("Header", (Text(edition),)))
        pages = f"{run(chr(9))}{_field(' PAGE ', '1')}{run(' / ')}{_field(' NUMPAGES ', '1')}"
        tab = pages.replace(run(chr(9)), "<w:r><w:tab/></w:r>")
        direction = self.words.direction
        yield (
            "word/footer.xml",
            self._margin("ftr", paragraph("Footer", run(running_title(self.title), direction) + tab, direction)),
        )
        for i, png in pictures:
            yield f"word/media/picture{i}.png", png

    def _body(self) -> str:
        """Everything in the order of reading; the contents are known last."""
        first_page = self._first_page()
        first, rest = first_section(self.parts.main)
        begun = self._on_new_page if self.form == "brief" else self.blocks.all
        main = begun(first) + begun(rest)  # the first of a whole brief is to be taken out and read by itself
        annexes = self.blocks.all(self.parts.annexes) if self.form == "summary" else self._on_new_page(self.parts.annexes)
        end = self._sources() + self._origin()
        return first_page + self._contents() + main + annexes + end

    def _first_page(self) -> str:
        """The edition, the title, the sentences below it, the key facts."""
        front = self.document.front
        kind, edition = edition_of(self.document)
        out = [self.lines.paragraph(_EDITIONS.get(kind, "Edition"), (Text(edition),))] if edition else []
        out.append(self.lines.paragraph("Title", self.parts.title))
        style = "Notice" if front.get("invented") is True else "Normal"
        out += [self.lines.paragraph(style, opening.line) for opening in self.parts.opening]
        facts = [(key[:1].upper() + key[1:], front_words(front[key]), False) for key in FACTS if key in front]
        return "".join(out) + (self.blocks.facts(facts, self.words.facts) if facts else "")

    def _on_new_page(self, blocks: Sequence[Block]) -> str:
        if not blocks:
            return ""
        first, *rest = blocks
        if isinstance(first, Heading):
            return self.blocks.heading(first.level, first.line, on_new_page=True) + self.blocks.all(rest)
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + self.blocks.all(blocks)

    def _contents(self) -> str:
        """A field that Word can bring up to date, with its entries already there; the numbers of pages only Word knows."""
        if not self.blocks.contents or self.form != "brief":
            return ""
        begin = (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{_CONTENTS_FIELD}'
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        entries = [self._entry(name, line) for name, line in self.blocks.contents]
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        marked = [begin + entries[0], *entries[1:]]
        marked[-1] += end
        direction = self.words.direction
        inside = "".join(paragraph("TOC1", entry, direction) for entry in marked)
        heading = paragraph("TOCHeading", run(self.words.contents, direction), direction)
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
            f"</w:sdtPr><w:sdtContent>{heading}{inside}</w:sdtContent></w:sdt>"
        )

    def _entry(self, name: str, line: Line) -> str:
        return link(name, run(words_of(line), self.words.direction))

    def _sources(self) -> str:
        if not self.document.notes:
            return ""
        out = [self.blocks.heading(2, (Text(self.words.sources),))]
        for key, line in self.document.notes:
            mark = self.lines.bookmark(f"source_{self.lines.numbers[key]}", run(f"[{key}] "))
            out.append(self.lines.paragraph("Source", line, before=mark, after=self.lines.back_link(key)))
        return "".join(out)

    def _origin(self) -> str:
        """The whole front matter, for those who check."""
        front = self.document.front
        if not front:
            return ""
        rows = [(front_words(key), front_words(value), not isinstance(value, str)) for key, value in front.items()]
        heading = self.blocks.heading(2, (Text(self.words.origin),))
        if self.form == "summary":  # on the same page as the rest
            told = "; ".join(f"{key}: {value}" for key, value, _ in rows)
            return heading + "".join(self.lines.paragraph("Fine", (Text(text),)) for text in (self.words.checking, told))
        return (
            heading
            + self.lines.paragraph("Normal", (Text(self.words.checking),))
            + self.blocks.facts(rows, self.words.origin)
        )

    def _section(self) -> str:
        """A4; on the first page the edition stands above the title, on every other in the margin."""
        header, footer = _PARTS.index("header") + 1, _PARTS.index("footer") + 1
        turned = "<w:bidi/>" if self.words.direction == "rtl" else ""
        measures = MEASURES[self.form]
        return (
            f'<w:sectPr><w:headerReference w:type="default" r:id="rId{header}"/>'
            f'<w:footerReference w:type="default" r:id="rId{footer}"/>'
            f'<w:footerReference w:type="first" r:id="rId{footer}"/>'
            f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{measures.top}" w:right="1134" w:bottom="{measures.bottom}"'
            f' w:left="1134" w:header="567" w:footer="510" w:gutter="0"/><w:titlePg/>{turned}</w:sectPr>'
        )

    def _margin(self, tag: str, inside: str) -> str:
        return f"{_HEAD}<w:{tag} {_SPACES}>{inside}</w:{tag}>"

    def _properties(self) -> str:
        made = f"{CREATED.isoformat()}Z"
        return (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escaped(self.title)}</dc:title><dc:subject>{escaped(edition_of(self.document)[1])}</dc:subject>"
            f"<dc:creator>Wayhome</dc:creator><dc:language>{escaped(self.words.language)}</dc:language>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified></cp:coreProperties>'
        )


def _shipped(name: str) -> str:
    return (files("wayhome.engine.documents") / "word" / f"{name}.xml").read_text(encoding="utf-8")


def _field(instruction: str, shown: str) -> str:
    return f'<w:fldSimple w:instr="{instruction}">{run(shown)}</w:fldSimple>'


def _content_types() -> str:
    parts = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN_TYPE}.{name}+xml"/>' for name in _PARTS)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN_TYPE}.document.main+xml"/>{parts}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(relations: Sequence[tuple[int, str, str]]) -> str:
    listed = "".join(f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in relations)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _numbering(lists: int) -> str:
    """One kind of bullets, and for each numbered list a numbering that begins with 1."""
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{i}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl></w:abstractNum>'
        for i, (kind, sign) in enumerate((("bullet", "•"), ("decimal", "%1.")))
    )
    numbered = "".join(
        f'<w:num w:numId="{2 + i}"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for i in range(lists)
    )
    bullets = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'{_HEAD}<w:numbering xmlns:w="{_W}">{kinds}{bullets}{numbered}</w:numbering>'
