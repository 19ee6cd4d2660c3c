"""Workbooks for tests, written part by part."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
DAY, TIME = 1, 2
"""Styles of cells, by their places in the part of styles."""

Value = str | float | bool | date | datetime | None


class Failed(str):
    """An error that a cell shows, such as ``#N/A``."""


def workbook(sheets: Mapping[str, Sequence[Sequence[Value]] | str], merged: str = "") -> bytes:
    """A workbook of sheets; of rows, or of XML as it stands between the marks of its data."""
    names = "".join(f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(sheets, 1))
    targets = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at, _ in enumerate(sheets, 1)
    )
    styles = f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
    areas = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{targets}'
        f"{styles}</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="22"/></cellXfs></styleSheet>',
    }
    for at, rows in enumerate(sheets.values(), 1):
        data = rows if isinstance(rows, str) else "".join(map(_row, range(1, len(rows) + 1), rows))
        parts[f"xl/worksheets/sheet{at}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{areas}</worksheet>'
        )
    return package(parts)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zipped package of these parts; the same bytes for the same parts."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as zipped:
        for name, part in parts.items():
            zipped.writestr(name, part)
    return content.getvalue()


def _row(line: int, values: Sequence[Value]) -> str:
    return f'<row r="{line}">{"".join(_cell(line, at, value) for at, value in enumerate(values))}</row>'


def _cell(line: int, at: int, value: Value) -> str:
    place = f'r="{letters(at + 1)}{line}"'
    if value is None:
        return ""
    if isinstance(value, Failed):
        return f'<c {place} t="e"><v>{value}</v></c>'
    if isinstance(value, str):
        return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, bool):
        return f'<c {place} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        days = (
            value - datetime(1899, 12, 30) if isinstance(value, datetime) else value - date(1899, 12, 30)
        ).total_seconds()
        return f'<c {place} s="{TIME if isinstance(value, datetime) else DAY}"><v>{days / 86_400!r}</v></c>'
    return f"<c {place}><v>{value!r}</v></c>"


def letters(number: int) -> str:
    """The name of a column, by its number from 1."""
    named = ""
    while number:
        number, rest = divmod(number - 1, 26)
        named = chr(65 + rest) + named
    return named
