"""Workbooks put together part by part, as no program would write them."""

import io
import zipfile
from pathlib import Path

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def parts(sheet: str, *, strings: str = "", styles: str = "", book: str = "", also: str = "") -> dict[str, str]:
    """The parts of a workbook with one sheet, and what stands in them; `also` are further relations."""
    relation = f'<Relationship Id="{{}}" Type="{RELATIONS}/{{}}" Target="{{}}"/>'.format
    made_of = relation("r1", "worksheet", "worksheets/sheet1.xml") + relation("r2", "styles", "styles.xml")
    made_of += relation("r3", "sharedStrings", "texts.xml") + also
    sheets = '<sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets>'
    return {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}">{book}{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {PACKAGE}>{made_of}</Relationships>",
        SHEET: f"<worksheet {MAIN}>{sheet}</worksheet>",
        "xl/styles.xml": f"<styleSheet {MAIN}>{styles}</styleSheet>",
        "xl/texts.xml": f"<sst {MAIN}>{strings}</sst>",
    }


def zipped(path: Path, files: dict[str, str | bytes], kind: int = zipfile.ZIP_DEFLATED) -> Path:
    """A file with these parts."""
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def cells(*rows: str) -> str:
    """Rows of cells, one after the other."""
    return f"<sheetData>{''.join(f'<row>{row}</row>' for row in rows)}</sheetData>"


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
