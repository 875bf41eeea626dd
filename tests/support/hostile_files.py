"""Files that no import should be troubled by: honest ones in odd clothes, broken ones, and bombs."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from openpyxl import Workbook  # type: ignore[import-untyped]  # it ships no types
from openpyxl.chart import BarChart, Reference  # type: ignore[import-untyped]  # it ships no types

from tests.support.spreadsheets import VINS, biff, biff_text, compound, old_workbook, rezipped

Made = Callable[[random.Random], bytes]

HEADINGS: Final = ("VIN", "车牌号", "Customer", "Phone", "Manufacture date", "Notes")
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = "xl/worksheets/sheet1.xml"


def rows(count: int) -> list[list[object]]:
    """Records as a clerk keeps them."""
    return [
        [VINS[at % len(VINS)], f"粤B{at:05d}", f"客户{at}", f"138{at:08d}", date(2019, 5, 1 + at % 28), "x"]
        for at in range(count)
    ]


def honest(count: int = 8) -> bytes:
    """A workbook that nothing is wrong with."""
    book = Workbook()
    sheet = book.active
    sheet.append(list(HEADINGS))
    for row in rows(count):
        sheet.append(row)
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def text(count: int = 8, delimiter: str = ",", end: str = "\r\n") -> str:
    """The same records as delimited text."""
    lines = [HEADINGS, *rows(count)]
    return "".join(delimiter.join(map(str, line)) + end for line in lines)


def _changed(changes: dict[str, bytes | None]) -> bytes:
    source, target = io.BytesIO(honest()), io.BytesIO()
    rezipped(source, target, changes)  # type: ignore[arg-type]  # a file in memory serves as well as a path
    return target.getvalue()


def _sheet(inside: str, before: str = "", after: str = "") -> bytes:
    """An honest workbook but for what stands in its sheet."""
    xml = f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{inside}</sheetData>{after}</worksheet>'
    return _changed({_SHEET: xml.encode()})


def _inline(reference: str, said: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{said}</t></is></c>'


def _headed(inside: str, before: str = "") -> bytes:
    head = "".join(_inline(f"{column}1", word) for column, word in zip("ABCDEF", HEADINGS, strict=True))
    return _sheet(f'<row r="1">{head}</row>{inside}', before)


def _ods(inside: str) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{_OFFICE}" xmlns:table="{_TABLE}" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{inside}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return file.getvalue()


def _ods_cell(said: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{said}</text:p></table:table-cell>"
    )


def _ods_head() -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, HEADINGS))}</table:table-row>"


def _zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def _chart_only() -> bytes:
    book = Workbook()
    data = book.active
    data.sheet_state = "hidden"
    for number in range(5):
        data.append([number])
    chart = BarChart()
    chart.add_data(Reference(data, min_col=1, min_row=1, max_row=5))
    book.create_chartsheet("Chart").add_chart(chart)
    book.active = 1
    return _saved(book)


def _sheets(count: int) -> bytes:
    book = Workbook()
    for number in range(count):
        book.create_sheet(f"Sheet number {number}").append(list(HEADINGS))
    return _saved(book)


def _wide(count: int, words: str = "Heading {}") -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["VIN", *(words.format(number) for number in range(1, count))])
        sheet.write_row(1, 0, [VINS[0], *range(1, count)])
    return file.getvalue()


def _long_cells() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(HEADINGS))
        for number in range(1, 30):
            sheet.write_row(number, 0, [VINS[number], *["字" * 32_767] * 5])
    return file.getvalue()


def _old(*cells: bytes, globals_: bytes = b"") -> bytes:
    head = b"".join(biff_text(0, at, word) for at, word in enumerate(HEADINGS))
    file = _Memory()
    old_workbook(file, head + b"".join(cells), globals_=globals_)  # type: ignore[arg-type]  # as above
    return file.content


class _Memory:
    """Stands for a path that is only written to."""

    content = b""

    def write_bytes(self, content: bytes) -> None:
        self.content = content


def _xml_2003() -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    cells = "".join(f'<Cell><Data ss:Type="String">{word}</Data></Cell>' for word in HEADINGS)
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" '
        f'xmlns:ss="{space}"><Worksheet ss:Name="S"><Table><Row>{cells}</Row></Table></Worksheet></Workbook>'
    ).encode()


def _html() -> bytes:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in [HEADINGS, *rows(3)])
    return f"<html><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table></html>".encode()


def _strict() -> bytes:
    """The workbook as the strict form of the standard writes it, with namespaces of its own."""
    with zipfile.ZipFile(io.BytesIO(honest())) as archive:
        changes: dict[str, bytes | None] = {
            name: archive.read(name).replace(_MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            for name in archive.namelist()
            if name.endswith(".xml")
        }
    return _changed(changes)


def _spaced() -> bytes:
    """Every element with a prefix, as some programs write it."""
    head = "".join(
        f'<x:c r="{column}1" t="inlineStr"><x:is><x:t>{word}</x:t></x:is></x:c>'
        for column, word in zip("ABCDEF", HEADINGS, strict=True)
    )
    xml = (
        f'<x:worksheet xmlns:x="{_MAIN}"><x:sheetData><x:row r="1">{head}</x:row></x:sheetData></x:worksheet>'
    )
    return _changed({_SHEET: xml.encode()})


def _bomb(megabytes: int) -> bytes:
    return _changed({"xl/media/image.bin": bytes(megabytes * 2**20)})


def _overlapping() -> bytes:
    """Two hundred names for one large member: more is inflated than the file could hold."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("kernel", bytes(4 * 2**20))
        member = archive.getinfo("kernel")
        archive.filelist.extend([member] * 200)
    return file.getvalue()


_FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
_SHEET_OF = "<row>" + "<c><v>1</v></c>" * 6 + "</row>"

MAKERS: Final[dict[str, Made]] = {
    "honest.xlsx": lambda _: honest(),
    "honest.xlsm": lambda _: _changed({"xl/vbaProject.bin": compound("VBA", b"x")}),
    "honest named.xls": lambda _: honest(),
    "honest named.csv": lambda _: honest(),
    "strict.xlsx": lambda _: _strict(),
    "prefixed.xlsx": lambda _: _spaced(),
    "without references.xlsx": lambda _: _sheet(_SHEET_OF * 3),
    "chart only.xlsx": lambda _: _chart_only(),
    "no rows.xlsx": lambda _: _sheet(""),
    "headings only.xlsx": lambda _: _headed(""),
    "sheets.xlsx": lambda _: _sheets(300),
    "wide.xlsx": lambda _: _wide(16_384),
    "wide known.xlsx": lambda _: _wide(2_000, "VIN"),
    "wide long.xlsx": lambda _: _wide(200, "字" * 3_000 + "{}"),
    "long cells.xlsx": lambda _: _long_cells(),
    "far corner.xlsx": lambda _: _headed(_FAR),
    "far row.xlsx": lambda _: _headed('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
    "beyond.xlsx": lambda _: _headed('<row r="4294967296"><c r="ZZZZ4294967296"><v>1</v></c></row>'),
    "row nought.xlsx": lambda _: _headed('<row r="0"><c r="A0"><v>1</v></c></row>'),
    "no reference.xlsx": lambda _: _headed('<row r="x"><c r="1A"><v>1</v></c></row>'),
    "lying dimension.xlsx": lambda _: _headed("", '<dimension ref="A1:XFD1048576"/>'),
    "backwards.xlsx": lambda _: _headed('<row r="5"><c r="B5"><v>1</v></c><c r="A2"><v>2</v></c></row>'),
    "numbers.xlsx": lambda _: _headed(
        "".join(
            f'<row r="{at}"><c r="A{at}"><v>{value}</v></c><c r="E{at}"><v>{value}</v></c></row>'
            for at, value in enumerate(["1e308", "-1e308", "1e999", "NaN", "INF", "-0", "2958466", "x"], 2)
        )
    ),
    "string indexes.xlsx": lambda _: _headed('<row r="2"><c r="A2" t="s"><v>99999999</v></c></row>'),
    "types.xlsx": lambda _: _headed(
        "".join(f'<row r="{at}"><c r="A{at}" t="{t}"><v>1</v></c></row>' for at, t in enumerate("bdenx", 2))
    ),
    "styles.xlsx": lambda _: _headed('<row r="2"><c r="A2" s="70000"><v>1</v></c></row>'),
    "formulas.xlsx": lambda _: _headed('<row r="2"><c r="A2"><f>A2</f></c><c r="B2"><f/></c></row>'),
    "not closed.xlsx": lambda _: _changed({_SHEET: b"<worksheet><sheetData><row>"}),
    "not XML.xlsx": lambda _: _changed({_SHEET: b"\xff\xfe\x00\x01" * 500}),
    "deep.xlsx": lambda _: _changed({_SHEET: b"<a>" * 200_000 + b"</a>" * 200_000}),
    "deep relations.xlsx": lambda _: _changed(
        {"xl/_rels/workbook.xml.rels": b"<a>" * 200_000 + b"</a>" * 200_000}
    ),
    "deep properties.xlsx": lambda _: _changed({"docProps/custom.xml": b"<a>" * 90_000 + b"</a>" * 90_000}),
    "attributes.xlsx": lambda _: _headed(f'<row r="2" {"x" * 2**20}="1"><c r="A2"/></row>'),
    "merged.xlsx": lambda _: _sheet(
        "", after='<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="x"/></mergeCells>'
    ),
    "no sheet.xlsx": lambda _: _changed({_SHEET: None}),
    "no relations.xlsx": lambda _: _changed({"xl/_rels/workbook.xml.rels": None}),
    "no types.xlsx": lambda _: _changed({"[Content_Types].xml": None}),
    "no strings.xlsx": lambda _: _changed({"xl/sharedStrings.xml": None}),
    "no styles.xlsx": lambda _: _changed({"xl/styles.xml": None}),
    "laughs.xlsx": lambda _: _changed({"xl/sharedStrings.xml": f"{_LAUGHS}<sst>&b;</sst>".encode()}),
    "laughs in UTF-16.xlsx": lambda _: _changed(
        {"xl/sharedStrings.xml": f"{_LAUGHS}<sst>&b;</sst>".encode("utf-16")}
    ),
    "bomb.xlsx": lambda _: _bomb(300),
    "overlapping.xlsx": lambda _: _overlapping(),
    "members.xlsx": lambda _: _changed({f"xl/media/{number}.png": b"" for number in range(2_500)}),
    "way out.xlsx": lambda _: _changed({"../../evil.xml": b""}),
    "document.xlsx": lambda _: _zipped(word__document=b"<w/>"),
    "archive.xlsx": lambda _: _zipped(a=b"b"),
    "password.xlsx": lambda _: compound("EncryptedPackage", b"secret"),
    "html.xls": lambda _: _html(),
    "xml 2003.xls": lambda _: _xml_2003(),
    "text named.xls": lambda _: text(delimiter="\t").encode("gb18030"),
    "old.xls": lambda _: _old(*(biff_text(at, 0, VINS[at]) for at in range(1, 9))),
    "old far.xls": lambda _: _old(biff(0x203, b"\xff\xff\xff\xff\x00\x00" + bytes(8))),
    "old cut cells.xls": lambda _: _old(biff(0x204, b"\x01\x00"), biff(0x203, b"")),
    "old endless.xls": lambda _: _old(biff(0xFD, b"\x01\x00\x00\x00\x00\x00\xff\xff\xff\x7f")),
    "old password.xls": lambda _: _old(globals_=biff(0x2F, bytes(54))),
    "noise.xls": lambda rng: compound("Workbook", rng.randbytes(9_000)),
    "noise.xlsx": lambda rng: b"PK\x03\x04" + rng.randbytes(5_000),
    "noise.csv": lambda rng: rng.randbytes(5_000),
    "noise without end.csv": lambda rng: rng.randbytes(2**20).replace(b"\n", b"").replace(b"\0", b""),
    "good.ods": lambda _: _ods(_ods_head() + _ods_head().replace("VIN", VINS[0])),
    "repeated rows.ods": lambda _: _ods(
        _ods_head()
        + f'<table:table-row table:number-rows-repeated="1048575">{_ods_cell("1", 16384)}</table:table-row>'
    ),
    "repeated blanks.ods": lambda _: _ods(
        _ods_head() + '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/>'
        "</table:table-row>"
    ),
    "repeated beyond.ods": lambda _: _ods(
        f'<table:table-row table:number-rows-repeated="99999999999">{_ods_cell("VIN", 4)}</table:table-row>'
    ),
    "dates.ods": lambda _: _ods(
        _ods_head() + '<table:table-row><table:table-cell office:value-type="date" office:date-value="x"/>'
        '<table:table-cell office:value-type="float" office:value="y"/></table:table-row>'
    ),
    "utf-16 without mark.csv": lambda _: text().encode("utf-16-le"),
    "utf-16.csv": lambda _: text().encode("utf-16"),
    "utf-32.csv": lambda _: text().encode("utf-32"),
    "gb18030.csv": lambda _: text().encode("gb18030"),
    "shift.csv": lambda _: text().replace("车牌号", "Plate").replace("客户", "カブ").encode("shift-jis"),
    "latin.csv": lambda _: "VIN;Plate;Customer\n1;B 1;Zoë Müller\n".encode("latin-1"),
    "nothing.csv": lambda _: b"",
    "blank.tsv": lambda _: b"\r\n\t\t\r\n" * 90,
    "nuls.csv": lambda _: text().replace("x", "\0").encode(),
    "newlines.csv": lambda _: (text(3, end="\n") + text(3, end="\r") + text(3, end="\n\r")).encode(),
    "one line.csv": lambda _: text(3).encode() + b"a" * 2**20,
    "commas.csv": lambda _: text(3).encode() + b"," * 2**20,
    "quotes.csv": lambda _: text(3).encode() + b'"' * 300_001,
    "quote open.csv": lambda _: text(3).encode() + b'"a\n' + text(20).encode(),
    "ragged.csv": lambda _: text(3).encode() + b"\n".join(b"," * at for at in range(900)),
    "sep.csv": lambda _: b"sep=;\r\n" + text(3, ";").encode(),
    "sep odd.csv": lambda _: b'sep="\r\n' + text(3).encode(),
    "sep alone.csv": lambda _: b"sep=\r\r\n" + text(3).encode(),
    "marks.csv": lambda _: "\ufeff\ufeff".encode() + text(3).encode(),
    "surrogates.csv": lambda _: text(3).encode() + b"\xed\xa0\x80,\xed\xb0\x80\n",
    "invisible.csv": lambda _: text(3).replace("VIN", "\u200bV\u200dI\u2060N\u3000").encode(),
    "formulas.csv": lambda _: (text(3) + "=1+1,=cmd|' /C calc'!A0,@SUM(1),+1,-1,\t=1\n").encode(),
    "headings only.csv": lambda _: ",".join(HEADINGS).encode(),
    "many faults.csv": lambda _: (text(0) + ",,,,2019-13-45,\n" * 20_000).encode(),
    "no name": lambda _: honest(),
    "-option.csv": lambda _: text(3).encode(),
    "picture.png": lambda rng: b"\x89PNG\r\n\x1a\n" + rng.randbytes(500),
    "paper.pdf": lambda _: b"%PDF-1.7\n",
    "notes.txt": lambda _: b"A letter to my aunt.\n" * 50,
}
"""Files by name; what is drawn by lot is drawn from the generator given."""


def mutated(content: bytes, rng: random.Random) -> bytes:
    """A copy with some of its bytes turned, cut out, doubled, or its end lost."""
    changed = bytearray(content)
    for _ in range(rng.choice([1, 1, 3, 10, 60])):
        if not changed:
            break
        at, length = rng.randrange(len(changed)), rng.choice([1, 1, 4, 64])
        match rng.randrange(6):
            case 0:
                changed[at] ^= 1 << rng.randrange(8)
            case 1:
                changed[at : at + length] = rng.randbytes(length)
            case 2:
                del changed[at : at + length]
            case 3:
                changed[at:at] = changed[at : at + length]
            case 4:
                changed[at : at + length] = bytes([rng.choice([0, 255])]) * length
            case _:
                if rng.random() < 0.2:
                    del changed[at + 1 :]
    return bytes(changed) or b"\0"


def mutated_member(content: bytes, rng: random.Random) -> bytes:
    """A sound archive one of whose members is `mutated`, so that the parser gets to see it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = rng.choice([member.filename for member in archive.infolist() if member.file_size])
        source, target = io.BytesIO(content), io.BytesIO()
        rezipped(source, target, {name: mutated(archive.read(name), rng)})  # type: ignore[arg-type]  # as above
    return target.getvalue()


def make_corpus(folder: Path, seed: int, count: int) -> None:
    """Write `count` files into `folder`: each of `MAKERS`, then damaged copies of them and of the samples."""
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    sources: list[tuple[str, bytes]] = []
    for name, make in list(MAKERS.items())[:count]:
        content = make(rng)
        (folder / name).write_bytes(content)
        if 0 < len(content) < 2**20:
            sources.append((name, content))
    samples = Path(__file__).parents[1] / "data" / "samples"
    sources += [
        (path.name, path.read_bytes())
        for path in sorted(samples.iterdir())
        if path.suffix in {".xls", ".xlsx", ".csv"}
    ]
    for number in range(max(count - len(MAKERS), 0)):
        name, content = rng.choice(sources)
        inside = zipfile.is_zipfile(io.BytesIO(content)) and rng.random() < 0.7
        made = mutated_member(content, rng) if inside else mutated(content, rng)
        (folder / f"mutated {number:04d} {name}").write_bytes(made)
