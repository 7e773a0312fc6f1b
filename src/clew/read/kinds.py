"""Tell what kind of file some bytes are, by the bytes first and by the ending only where they do not say."""

import io
import re
import struct
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import PurePath
from typing import Any

import puremagic
import yaml

from clew.read.formats.container import UNREADABLE


class FileKind(StrEnum):
    """The kinds of file that readers exist for, or that are named when they are refused."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    MHTML = "mhtml"
    MAIL = "mail"
    MAILBOX = "mailbox"
    OUTLOOK = "outlook"
    TABLE = "table"
    RECORDS = "records"
    XML = "xml"
    PDF = "pdf"
    RTF = "rtf"
    DOCX = "docx"
    PPTX = "pptx"
    ODT = "odt"
    ODP = "odp"
    SHEET = "sheet"
    OLE = "ole"
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    WARC = "warc"
    IMAGE = "image"
    PACKED = "packed"
    PROGRAM = "program"
    DATABASE = "database"
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is: its kind, its media type, and its name for people."""

    kind: FileKind
    media_type: str
    says: str
    encrypted: bool = False


TEXT = Kind(FileKind.TEXT, "text/plain", "plain text")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_MAIL_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,50}){3}")
_MAIL_WORDS = re.compile(rb"^(?:From|Message-ID|Received|Return-Path|MIME-Version):", re.IGNORECASE | re.MULTILINE)
_OLE = "application/x-ole-storage"
_OLE_STREAMS = (
    ("EncryptedPackage", Kind(FileKind.OLE, _OLE, "encrypted Office document", encrypted=True)),
    ("__properties_version1.0", Kind(FileKind.OUTLOOK, "application/vnd.ms-outlook", "Outlook message")),
    ("WordDocument", Kind(FileKind.OLE, "application/msword", "older Word document")),
    ("PowerPoint Document", Kind(FileKind.OLE, "application/vnd.ms-powerpoint", "older PowerPoint presentation")),
    ("Workbook", Kind(FileKind.SHEET, "application/vnd.ms-excel", "older Excel workbook")),
    ("Book", Kind(FileKind.SHEET, "application/vnd.ms-excel", "older Excel workbook")),
)


@cache
def load_kinds() -> dict[str, list[dict[str, Any]]]:
    """The shipped table of file kinds (data/kinds.yaml)."""
    text = resources.files("clew.read.data").joinpath("kinds.yaml").read_text(encoding="utf-8")
    table: dict[str, list[dict[str, Any]]] = yaml.safe_load(text)
    return table


def recognise(content: bytes, name: str) -> Kind:
    """What kind of file some bytes are; `name` decides only between kinds that bytes do not tell apart.

    Never raises: what nobody knows is `BINARY` or plain text by its bytes, which `decode` settles.
    """
    magic = load_kinds()["magic"]
    for row in (*(one for one in magic if "within" not in one), *(one for one in magic if "within" in one)):
        if _has_magic(content, row):
            return _inside(content, Kind(FileKind(row["kind"]), row["media_type"], row["says"]))
    if content[:5] == b"From " and _MAIL_WORDS.search(content[:4000]):
        return Kind(FileKind.MAILBOX, "application/mbox", "mailbox")
    ending = PurePath(name).suffix.lower().lstrip(".")
    for row in load_kinds()["endings"]:
        if ending in row["endings"]:
            return Kind(FileKind(row["kind"]), row["media_type"], row["says"])
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _HTML.search(head[:1024]):
        return Kind(FileKind.HTML, "text/html", "web page")
    if _MAIL_HEADER.match(head) and len(_MAIL_WORDS.findall(head)) > 1:
        return Kind(FileKind.MAIL, "message/rfc822", "e-mail")
    if head.startswith(b"<?xml"):
        return Kind(FileKind.XML, "application/xml", "XML file")
    return TEXT


def name_binary(content: bytes, name: str) -> str:
    """What a file that is no text seems to be, in words for the user."""
    try:
        guesses = puremagic.magic_string(content[:65536], filename=name)
    except (puremagic.PureError, ValueError, struct.error):
        guesses = []
    named = [guess.name for guess in guesses if guess.name and guess.confidence >= 0.5]
    return named[0] if named else "a file of unknown kind"


def _has_magic(content: bytes, row: dict[str, Any]) -> bool:
    magic = bytes.fromhex(row["bytes"])
    if "within" in row:
        return magic in content[: row["within"]]
    offset = row.get("offset", 0)
    return content[offset : offset + len(magic)] == magic


def _inside(content: bytes, kind: Kind) -> Kind:
    """Look into a container for what it really holds."""
    if kind.kind is FileKind.ZIP:
        return _inside_zip(content, kind)
    if kind.kind is FileKind.OLE:
        head = content[:1_048_576] + content[-1_048_576:]
        for stream, found in _OLE_STREAMS:
            if stream.encode("utf-16-le") in head:
                return found
    return kind


def _inside_zip(content: bytes, kind: Kind) -> Kind:
    """What a ZIP archive is, by its list of members; a list that cannot be read leaves it a ZIP archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {member.filename: member for member in archive.infolist()[:10_000]}
            declared = members.get("mimetype")
            if declared is not None and declared.file_size < 200 and not declared.flag_bits & 1:
                mimetype = archive.read(declared).decode("ascii", "replace").strip()
                for row in load_kinds()["zip_mimetypes"]:
                    if mimetype.startswith(row["mimetype"]):
                        return Kind(FileKind(row["kind"]), row["mimetype"], row["says"])
    except UNREADABLE:
        return kind
    for row in load_kinds()["zip_members"]:
        if row["member"] in members:
            return Kind(FileKind(row["kind"]), row["media_type"], row["says"])
    return kind
