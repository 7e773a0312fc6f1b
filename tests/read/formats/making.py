"""Small files of every kind, written byte by byte, so that tests show what they read."""

import io
import zipfile
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def a_zip(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def a_docx(body: str, beside: Mapping[str, str] | None = None) -> bytes:
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return a_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **(beside or {})})


def a_pptx(*slides: str) -> bytes:
    pages = {
        f"ppt/slides/slide{number}.xml": f'<p:sld xmlns:p="urn:p" xmlns:a="{A}">{slide}</p:sld>'
        for number, slide in enumerate(slides, 1)
    }
    return a_zip({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>", **pages})


def an_odt(body: str) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return a_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def an_xlsx(rows: Sequence[Sequence[str | int | float]], name: str = "Sheet1") -> bytes:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c t="inlineStr"><is><t>{value}</t></is></c>' if isinstance(value, str) else f"<c><v>{value}</v></c>"
            for value in row
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    sheet = f'<sheet name="{name}" sheetId="1" r:id="r1"/>'
    return a_zip(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{sheet}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{S}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
        }
    )


def relations(kind: str, target: str) -> str:
    one = f'<Relationship Id="r1" Type="{R}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{one}</Relationships>'


def a_pdf(*pages: str, extra: Mapping[int, str] | None = None) -> bytes:
    """A PDF whose pages have these content streams (Helvetica is /F1); `extra` adds to a page's dictionary."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    font = 3 + 2 * len(pages)
    for number, stream in enumerate(pages):
        kids.append(f"{3 + 2 * number} 0 R")
        more = (extra or {}).get(number, "")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {4 + 2 * number} 0 R {more} "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(kids)}] >>"
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    return pdf_of(*objects)


def pdf_of(*objects: str) -> bytes:
    """A PDF of these objects, numbered from 1, the first being its catalogue."""
    out = "%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def pdf_lines(*lines: str, top: int = 720, size: int = 12, colour: str = "0 g") -> str:
    """A content stream that sets lines below one another."""
    shown = " ".join(f"({line}) Tj 0 -{size + 2} Td" for line in lines)
    return f"BT {colour} /F1 {size} Tf 72 {top} Td {shown} ET"
