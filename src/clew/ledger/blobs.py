"""Bytes kept by their SHA-256: originals and texts; a name can never lead outside the folder."""

import hashlib
import io
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from clew.errors import DiskFull, LedgerDamaged
from clew.ledger.points import FailPoint, Reached, go_on

_PIECE = 1 << 20
_STRETCH = 32
"""Pieces after which what is copied is brought to disk."""


def sha256(content: bytes) -> str:
    """SHA-256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def _to_nobody() -> None:
    """Tell nobody."""


def _digest(file: BinaryIO, told: Callable[[], None]) -> str:
    """The SHA-256 of a file that is open."""
    hashed = hashlib.sha256()
    for number, piece in enumerate(iter(lambda: file.read(_PIECE), b""), 1):
        hashed.update(piece)
        if not number % _STRETCH:
            told()
    return hashed.hexdigest()


@dataclass(frozen=True, slots=True)
class Blobs:
    """A folder of blobs: `ab/abcdef…` holds the bytes whose SHA-256 is `abcdef…`."""

    folder: Path
    reached: Reached = go_on

    def path(self, digest: str) -> Path:
        """Where the bytes with this SHA-256 stand."""
        return self.folder / digest[:2] / digest

    def put(self, content: bytes) -> str:
        """Keep some bytes and return their SHA-256; when it returns they are on disk.

        Raises `DiskFull` when they cannot be written; nothing half-written stays behind.
        """
        return self._put(sha256(content), io.BytesIO(content))

    def digest_of(self, path: Path, told: Callable[[], None] = _to_nobody) -> str:
        """The SHA-256 of a file anywhere, read a piece at a time. Raises `OSError` where it cannot be read."""
        with path.open("rb") as file:
            return _digest(file, told)

    def put_file(self, path: Path, expected: str | None = None, told: Callable[[], None] = _to_nobody) -> str:
        """Keep the bytes of a file, a piece at a time, as `put` does. Raises `OSError` where it cannot be read.

        `expected` is the SHA-256 that it had a moment ago, `told` is called whenever some of it is done.
        """
        with path.open("rb") as file:
            if expected is None or self.path(expected).exists():
                expected = _digest(file, told)
                file.seek(0)
            return self._put(expected, file, told)

    def _put(self, expected: str, source: BinaryIO, told: Callable[[], None] = _to_nobody) -> str:
        """Keep what a stream holds under the hash of what was really copied: a file may change meanwhile.

        A large one is brought to disk a stretch at a time, so that the end of it does not take long.
        """
        target = self.path(expected)
        if target.exists():
            return expected
        hashed = hashlib.sha256()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, partial = tempfile.mkstemp(dir=target.parent, prefix=".partial-")
            try:
                with os.fdopen(handle, "wb") as file:
                    for number, piece in enumerate(iter(lambda: source.read(_PIECE), b""), 1):
                        hashed.update(piece)
                        file.write(piece)
                        if not number % _STRETCH:
                            file.flush()
                            os.fsync(file.fileno())
                            told()
                    file.flush()
                    os.fsync(file.fileno())
                Path(partial).chmod(0o444)
                self.reached(FailPoint.BLOB_WRITTEN)
                target = self.path(hashed.hexdigest())
                target.parent.mkdir(parents=True, exist_ok=True)
                Path(partial).replace(target)
                self.reached(FailPoint.BLOB_IN_PLACE)
            except BaseException:
                Path(partial).unlink(missing_ok=True)
                raise
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            raise DiskFull(target, error.strerror or str(error)) from error
        return hashed.hexdigest()

    def get(self, digest: str) -> bytes:
        """Read the bytes with this SHA-256. Raises `FileNotFoundError` where they are not kept."""
        return self.path(digest).read_bytes()

    def put_text(self, text: str) -> str:
        """Keep a text (UTF-8, lone surrogates passed) and return the SHA-256 of its bytes."""
        return self.put(text.encode("utf-8", "surrogatepass"))

    def get_text(self, digest: str) -> str:
        """Read a text that `put_text` kept. Raises `LedgerDamaged` where it is missing or was altered."""
        try:
            content = self.get(digest)
        except OSError as error:
            raise LedgerDamaged(self.path(digest), error.strerror or str(error)) from error
        if sha256(content) != digest:
            raise LedgerDamaged(self.path(digest), "its bytes are not those that were kept")
        return content.decode("utf-8", "surrogatepass")

    def erase(self, digest: str) -> None:
        """Delete the bytes with this SHA-256, for good: only for a withdrawal."""
        self.path(digest).unlink(missing_ok=True)
