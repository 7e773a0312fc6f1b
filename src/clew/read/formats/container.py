"""Open ZIP archives with every bound checked before and while bytes come out: no path, no bomb, no overlap."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from clew.read.body import Fault, Limits
from clew.vocabulary import DocumentState

UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
    UnicodeError,
)
"""What zipfile raises on archives that are not whole, encrypted or of an unknown method."""

_ENCRYPTED = 1
_CHUNK = 1 << 18
_HEADER = 30
_BOMB_FIX = "the archive is made to swell; have its sender explain it, or unpack it by hand and add single files"


@dataclass(slots=True)
class Budget:
    """How many bytes and members all archives within one file may still give."""

    unpacked: int
    members: int


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP archive whose list of members has been checked."""

    archive: zipfile.ZipFile
    members: tuple[zipfile.ZipInfo, ...]


def open_zip(content: bytes, limits: Limits) -> Archive | Fault:
    """Open a ZIP archive, a fault where its list cannot be read, is too long, or has members that overlap."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = tuple(archive.infolist())
    except UNREADABLE as error:
        return Fault(DocumentState.BROKEN, f"the archive is not whole ({error})", "look for a whole copy of it")
    if len(members) > limits.members:
        says = f"the archive has {len(members)} members, more than {limits.members}"
        return Fault(DocumentState.BOMB, says, _BOMB_FIX)
    place = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < place:
            return Fault(DocumentState.BOMB, "members of the archive overlap", _BOMB_FIX)
        place = member.header_offset + _HEADER + member.compress_size
    return Archive(archive, members)


def read_member(opened: Archive, member: zipfile.ZipInfo, limits: Limits, budget: Budget) -> bytes | Fault:
    """The bytes of one member, counted as they come out; the declared size is never trusted."""
    if member.flag_bits & _ENCRYPTED:
        says = "it is locked with a password, and Clew does not guess passwords"
        return Fault(DocumentState.ENCRYPTED, says, "unpack it with its password and add the files")
    pieces: list[bytes] = []
    size = 0
    try:
        with opened.archive.open(member) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                budget.unpacked -= len(piece)
                if budget.unpacked < 0:
                    return Fault(DocumentState.BOMB, "the archives in the file give more than they may", _BOMB_FIX)
                if size > limits.ratio_from and size > limits.ratio * max(1, member.compress_size):
                    says = f"it swells to more than {limits.ratio} times its size"
                    return Fault(DocumentState.BOMB, says, _BOMB_FIX)
                pieces.append(piece)
    except UNREADABLE as error:
        return Fault(DocumentState.BROKEN, f"it is not whole ({error})", "look for a whole copy of it")
    return b"".join(pieces)


def members_named(opened: Archive, names: Iterator[str] | tuple[str, ...]) -> Iterator[zipfile.ZipInfo]:
    """The members with these names, those that are there, in this order."""
    by_name = {member.filename: member for member in opened.members}
    yield from (by_name[name] for name in names if name in by_name)
