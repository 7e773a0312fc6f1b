"""One honest file of each kind, about invented parties: what mutants are made of."""

import gzip
import io
import tarfile
from collections.abc import Sequence
from email.message import EmailMessage

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.read.formats.making import ODF, a_docx, a_pdf, a_pptx, a_zip, an_odt, an_xlsx, pdf_lines
from tests.read.formats.outlook_file import a_message

SENTENCES = (
    "Delm Freight LLC sent forty pumps to the Harl shipyard in May 2025, according to a packing list.",
    "Ostrek Machine Works paid Velmar Trade 1.2 million yuan through an account in Brackwater.",
    "An official of the port said on Thursday that the crates were not opened.",
    "Velmar Trade denied that it had sold anything to the yard and did not answer further questions.",
)
TEXT = "\n".join(SENTENCES) + "\n"


def pdf(sentences: tuple[str, ...] = SENTENCES, pages: int = 3) -> bytes:
    """A PDF of a few pages."""
    return a_pdf(*(pdf_lines(*sentences, f"Page {number}") for number in range(1, pages + 1)))


def docx(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """A Word file with paragraphs, a table and a comment."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in sentences)
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{one[:20]}</w:t></w:r></w:p></w:tc>" for one in sentences)
    return a_docx(f"{paragraphs}<w:tbl><w:tr>{cells}</w:tr></w:tbl>")


def pptx(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """A presentation with a slide for each sentence."""
    slides = [f"<p:txBody><a:p><a:r><a:t>{one}</a:t></a:r></a:p></p:txBody>" for one in sentences]
    return a_pptx(*slides)


def odt(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """An OpenDocument text."""
    return an_odt("".join(f"<text:p>{one}</text:p>" for one in sentences))


def xlsx(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """A workbook with numbers and a sentence in each row."""
    rows: list[list[str | int | float]] = [["no", "what", "value"]]
    rows += [[number, one, 1.5 * number] for number, one in enumerate(sentences, 1)]
    return an_xlsx(rows)


def mail(sentences: tuple[str, ...] = SENTENCES, subject: str = "Pumps for the yard") -> bytes:
    """An e-mail with a plain and an HTML body and two attachments."""
    message = EmailMessage()
    message["From"] = "Ada Lent <ada@delm.example>"
    message["To"] = "yard@harl.example"
    message["Subject"] = subject
    message["Date"] = "Sun, 04 May 2025 08:00:00 +0000"
    message["Message-ID"] = "<pumps@delm.example>"
    message.set_content("\n".join(sentences))
    message.add_alternative("".join(f"<p>{one}</p>" for one in sentences), subtype="html")
    message.add_attachment(b"no,goods\n1,pumps\n2,crates\n", maintype="text", subtype="csv", filename="list.csv")
    message.add_attachment(docx(sentences[:1]), maintype="application", subtype="octet-stream", filename="note.docx")
    return message.as_bytes()


def mailbox(count: int = 3) -> bytes:
    """A mailbox with so many messages."""
    return b"".join(b"From ada@delm.example Sun May  4 08:00:00 2025\n" + mail() + b"\n" for _ in range(count))


def page(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """A web page with a menu, an article and a table."""
    paragraphs = "".join(f"<p>{one}</p>\n" for one in sentences)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pumps for the yard</title></head><body>'
        '<nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Pumps for the yard</h1>'
        f"{paragraphs}<table><tr><th>goods</th><td>pumps &amp; crates</td></tr></table></article>"
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


def mhtml(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """A page as browsers save it in one file."""
    head = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://courier.example.org/pumps\n"
        'Subject: Pumps\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="part"\n\n'
        "--part\nContent-Type: text/html\nContent-Location: https://courier.example.org/pumps\n\n"
    )
    return head.encode() + page(sentences) + b"\n--part--\n"


def warc(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """A web archive of two pages."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    for number in (1, 2):
        content = page(sentences[number - 1 :])
        heads = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        address = f"https://courier.example.org/{number}"
        writer.write_record(
            writer.create_warc_record(address, "response", payload=io.BytesIO(content), http_headers=heads)
        )
    return buffer.getvalue()


def rtf(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """A rich text file."""
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}" + "\\par ".join(sentences) + "\\par}").encode()


def archive(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """A ZIP archive with a text, a page and an archive in it."""
    return a_zip({"a.txt": "\n".join(sentences), "web/page.html": page(sentences), "more.zip": a_zip({"b.txt": TEXT})})


def tar(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """A packed TAR archive of two files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archived:
        for number, one in enumerate(sentences[:2]):
            content = one.encode()
            info = tarfile.TarInfo(f"letters/{number}.txt")
            info.size = len(content)
            archived.addfile(info, io.BytesIO(content))
    return gzip.compress(buffer.getvalue(), mtime=0)


def msg(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """An Outlook message."""
    return a_message("Pumps for the yard", "Ada Lent", "ada@delm.example", "\r\n".join(sentences)[:1800], 1_746_345_600)


def odp(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """An OpenDocument presentation."""
    slides = "".join(f"<text:p>{one}</text:p>" for one in sentences)
    return _odf("presentation", f"<office:presentation>{slides}</office:presentation>")


def ods(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """An OpenDocument workbook."""
    return ods_rows([(one,) for one in sentences])


def ods_rows(told: Sequence[Sequence[str]]) -> bytes:
    """An OpenDocument workbook with these rows."""
    lines = [
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>' for one in row
        )
        for row in told
    ]
    rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    sheet = f'<office:spreadsheet><table:table table:name="Goods">{rows}</table:table></office:spreadsheet>'
    return _odf("spreadsheet", sheet)


def _odf(kind: str, body: str) -> bytes:
    names = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "table"))
    content = f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return a_zip({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest})
