"""Inside the sandbox: read the files that come over the channel, one after the other, and send what they hold."""

import hashlib
import mmap
import os
import socket
from collections.abc import Callable, Iterator

from clew.read.body import Fault, Limits
from clew.read.reader import failed
from clew.read.sandbox.messages import Request, receive_request, send_end, send_reading
from clew.read.sandbox.walls import limit_document
from clew.records import Given, Reading
from clew.vocabulary import DocumentState

Read = Callable[[bytes | mmap.mmap, str, Given, Limits], Iterator[Reading]]
"""What a worker runs on the bytes of a file."""

_MAPPED = 32 << 20
"""Files from this size on are not loaded but mapped, so that a mailbox is never in memory as a whole."""
_SPLIT = "split it and add the parts"


def serve(channel: socket.socket, read: Read, base: int) -> None:
    """Answer requests until the channel is closed; each file costs at most what its limits allow beyond `base`."""
    while (asked := receive_request(channel)) is not None:
        request, descriptor = asked
        try:
            for reading in readings(request, descriptor, read, base):
                send_reading(channel, reading)
        finally:
            os.close(descriptor)
        send_end(channel)


def readings(request: Request, descriptor: int, read: Read, base: int) -> Iterator[Reading]:
    """The readings of one file, and a typed failure in place of whatever its reader raises."""
    size = os.fstat(descriptor).st_size
    mapped = size if size >= _MAPPED else 0
    limit_document(base, request.limits.memory + mapped, request.limits.seconds)
    try:
        for reading in read(_content(descriptor, size), request.name, request.given, request.limits):
            yield reading
            limit_document(
                base, request.limits.memory + mapped, request.limits.seconds
            )  # each part has a document's time
    except MemoryError:
        fault = Fault(DocumentState.MEMORY, f"reading it took more than {request.limits.memory >> 20} MiB", _SPLIT)
        yield failed(request.name, _digest(descriptor), fault, request.given)
    except Exception as error:  # noqa: BLE001 (whatever a parser raises must cost no more than its document)
        says = f"its reader failed ({type(error).__name__})"
        fix = "look for a whole copy of it; if it is whole, report the fault with the file's kind and size"
        yield failed(request.name, _digest(descriptor), Fault(DocumentState.CRASH, says, fix), request.given)


def _content(descriptor: int, size: int) -> bytes | mmap.mmap:
    """The bytes of an open file."""
    if size >= _MAPPED:
        return mmap.mmap(descriptor, size, access=mmap.ACCESS_READ)
    with os.fdopen(os.dup(descriptor), "rb") as file:
        file.seek(0)
        return file.read()


def _digest(descriptor: int) -> str:
    """The SHA-256 of an open file, a piece at a time."""
    with os.fdopen(os.dup(descriptor), "rb") as file:
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()
