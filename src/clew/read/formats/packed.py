"""Take the members out of archives (ZIP, TAR, gzip, bzip2, xz) within bounds; a member's name is never a path."""

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import IO, cast

from clew.read.body import Fault, Limits, Part
from clew.read.formats.container import Budget, open_zip, read_member
from clew.read.kinds import FileKind
from clew.vocabulary import DocumentState

_CHUNK = 1 << 18
_NAMELESS = "unnamed"
_SQUEEZED: Mapping[FileKind, Callable[[IO[bytes]], IO[bytes]]] = {
    FileKind.GZIP: lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file)),
    FileKind.BZIP2: lambda file: cast(IO[bytes], bz2.BZ2File(file)),
    FileKind.XZ: lambda file: cast(IO[bytes], lzma.LZMAFile(file)),  # noqa: SIM115 (closed by its only user)
}
_BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError, tarfile.TarError, ValueError, OverflowError)
_BOMB_FIX = "the archive is made to swell; have its sender explain it, or unpack it by hand and add single files"


def unpack(content: bytes, kind: FileKind, name: str, limits: Limits, budget: Budget) -> Iterator[Part]:
    """The files in an archive, each with its bytes or the fault that kept it in; folders and links are passed over.

    The first part with a fault of kind BOMB is the last: nothing more is taken out.
    """
    if kind is FileKind.ZIP:
        parts = _unzip(content, limits, budget)
    elif kind is FileKind.TAR:
        parts = _untar(content, limits, budget)
    else:
        parts = _unsqueeze(content, kind, name, limits, budget)
    for part in parts:
        budget.members -= 1
        if budget.members < 0:
            says = "the archives in the file have more members than they may"
            yield Part(part.name, Fault(DocumentState.BOMB, says, _BOMB_FIX))
            return
        yield part
        if isinstance(part.content, Fault) and part.content.state is DocumentState.BOMB:
            return


def _unzip(content: bytes, limits: Limits, budget: Budget) -> Iterator[Part]:
    opened = open_zip(content, limits)
    if isinstance(opened, Fault):
        yield Part("", opened)
        return
    for member in opened.members:
        mode = member.external_attr >> 16
        if not member.filename.endswith("/") and (mode & 0o170000) not in (0o120000, 0o040000):
            yield Part(member.filename or _NAMELESS, read_member(opened, member, limits, budget))


def _untar(content: bytes, limits: Limits, budget: Budget) -> Iterator[Part]:
    taken = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for member in archive:
                taken += 1
                if taken > limits.members:
                    says = f"the archive has more than {limits.members} members"
                    yield Part(member.name, Fault(DocumentState.BOMB, says, _BOMB_FIX))
                    return
                if not member.isreg() or member.issparse():
                    continue
                stream = archive.extractfile(member)
                if stream is not None:
                    yield Part(member.name or _NAMELESS, _drain(stream, len(content), limits, budget))
    except _BROKEN as error:
        says = f"the archive is not whole ({error})"
        yield Part("", Fault(DocumentState.BROKEN, says, "look for a whole copy of it"))


def _unsqueeze(content: bytes, kind: FileKind, name: str, limits: Limits, budget: Budget) -> Iterator[Part]:
    """The one file that a gzip, bzip2 or xz file holds."""
    inner = PurePosixPath(name)
    stem = inner.stem + (".tar" if inner.suffix.lower() in (".tgz", ".tbz2", ".txz") else "")
    with _SQUEEZED[kind](io.BytesIO(content)) as stream:
        yield Part(stem or "content", _drain(stream, len(content), limits, budget))


def _drain(stream: IO[bytes], packed: int, limits: Limits, budget: Budget) -> bytes | Fault:
    """Read a stream to its end, counting what comes out."""
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            budget.unpacked -= len(piece)
            if budget.unpacked < 0 or (size > limits.ratio_from and size > limits.ratio * packed):
                says = f"it swells to more than {limits.ratio} times its size, or beyond what a file may give"
                return Fault(DocumentState.BOMB, says, _BOMB_FIX)
            pieces.append(piece)
    except _BROKEN as error:
        return Fault(DocumentState.BROKEN, f"it is not whole ({error})", "look for a whole copy of it")
    return b"".join(pieces)
