"""Messages between Clew and the processes that read documents: framed, bounded, checked before belief."""

import hashlib
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import msgspec

from clew.read.body import Limits
from clew.read.reader import READER
from clew.records import Given, Reading

FORK, FORK_FOR_PROGRAMS, KILL, READY = b"F", b"P", b"K", b"R"
"""What the parent orders of the fork server, and what that says when it is ready."""
HEAD = 8
LARGEST_HEAD = 64 << 20
"""Bytes of one answer without its texts: a million places fit, and no answer can flood the parent."""
LARGEST_BLOB = 512 << 20
_HEX = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CHUNK = 1 << 20


class TornMessage(Exception):
    """The other side went away or spoke out of turn in the middle of a message."""


class LateMessage(Exception):
    """The other side did not answer in time."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a worker is asked to read: the file itself comes as an open descriptor beside the message."""

    name: str
    given: Given
    limits: Limits


@dataclass(frozen=True, slots=True)
class Answer:
    """One reading without its texts and packed bytes, which follow as frames of their own; or the end of them."""

    reading: Reading = field(default_factory=Reading)
    done: bool = False


_ENCODER = msgspec.msgpack.Encoder()
_REQUESTS = msgspec.msgpack.Decoder(Request)
_ANSWERS = msgspec.msgpack.Decoder(Answer)


def send_request(channel: socket.socket, request: Request, descriptor: int) -> None:
    """Send a request with the open file that it is about."""
    content = _ENCODER.encode(request)
    socket.send_fds(channel, [len(content).to_bytes(HEAD, "big")], [descriptor])
    channel.sendall(content)


def receive_request(channel: socket.socket) -> tuple[Request, int] | None:
    """The next request and the file that it is about, None when there are no more."""
    head, descriptors, _, _ = socket.recv_fds(channel, HEAD, 1)
    if not head:
        return None
    if len(head) != HEAD or len(descriptors) != 1:
        raise TornMessage("a request came without its file")
    return _REQUESTS.decode(_receive(channel, int.from_bytes(head, "big"), None)), descriptors[0]


def send_reading(channel: socket.socket, reading: Reading) -> None:
    """Send one reading: its records, then its texts, then its packed bytes."""
    bare = replace(
        reading,
        documents=tuple(replace(document, text="") for document in reading.documents),
        packed=tuple((digest, b"") for digest, _ in reading.packed),
    )
    _send(channel, _ENCODER.encode(Answer(bare)))
    for document in reading.documents:
        _send(channel, document.text.encode("utf-8"))
    for _, content in reading.packed:
        _send(channel, content)


def send_end(channel: socket.socket) -> None:
    """Say that no more readings follow for this request."""
    _send(channel, _ENCODER.encode(Answer(done=True)))


def receive_reading(channel: socket.socket, deadline: float) -> Reading | None:
    """The next reading, None at the end of them.

    Raises `LateMessage` after the deadline (on the monotonic clock) and `TornMessage` where the answer does not
    hold together; what it says is checked by `check`.
    """
    try:
        answer = _ANSWERS.decode(_frame(channel, LARGEST_HEAD, deadline))
        if answer.done:
            return None
        reading = answer.reading
        texts = [str(_frame(channel, LARGEST_BLOB, deadline), "utf-8") for _ in reading.documents]
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TornMessage(f"the answer does not hold together ({type(error).__name__})") from error
    documents = tuple(replace(document, text=text) for document, text in zip(reading.documents, texts, strict=True))
    packed = tuple((digest, bytes(_frame(channel, LARGEST_BLOB, deadline))) for digest, _ in reading.packed)
    return replace(reading, documents=documents, packed=packed)


def check(reading: Reading, name: str, digest: str, packed: set[str]) -> str | None:
    """What is wrong with a reading of the file `name` whose SHA-256 is `digest`, None where it holds.

    `packed` are the hashes of the bytes packed in the file so far; those of this reading are added.
    """
    for said, content in reading.packed:
        if hashlib.sha256(content).hexdigest() != said:
            return "packed bytes do not have the hash that is given for them"
        packed.add(said)
    known = packed | {digest}
    for document in reading.documents:
        length = len(document.text)
        if document.id != digest and document.id not in packed:
            return "a document is not among the bytes that were read"
        if (document.parent is None) != (document.id == digest) and document.parent not in known:
            return "a document hangs on nothing that was read"
        if not _named(document.name, name) or document.reader != READER or not _LANGUAGE.fullmatch(document.language):
            return "a document is not described as it must be"
        last = 0
        for span in document.prose:
            if not last <= span.start <= span.end <= length:
                return "prose stands outside its text"
            last = span.end
        if any(not 0 <= place.start <= place.end <= length for place in document.places):
            return "a place stands outside its text"
    for failure in reading.failures:
        known_parent = failure.parent is None or failure.parent in known
        if not _named(failure.doc, name) or not _HEX.fullmatch(failure.document) or not known_parent:
            return "a failure is not described as it must be"
    return None


def _named(doc: str, name: str) -> bool:
    """Whether a document's name is the file's own, or one below it in one line."""
    return doc == name or (doc.startswith(f"{name}/") and not _CONTROL.search(doc[len(name) :]))


def _send(channel: socket.socket, content: bytes) -> None:
    channel.sendall(len(content).to_bytes(HEAD, "big"))
    channel.sendall(content)


def _frame(channel: socket.socket, largest: int, deadline: float) -> bytearray:
    size = int.from_bytes(_receive(channel, HEAD, deadline), "big")
    if size > largest:
        raise TornMessage(f"the answer is longer than it may be ({size} bytes)")
    return _receive(channel, size, deadline)


def _receive(channel: socket.socket, size: int, deadline: float | None) -> bytearray:
    """Exactly so many bytes; memory grows only with what really comes."""
    content = bytearray()
    for piece in _pieces(channel, size, deadline):
        content += piece
    return content


def _pieces(channel: socket.socket, size: int, deadline: float | None) -> Iterator[bytes]:
    while size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise LateMessage("no answer in time")
            channel.settimeout(left)
        try:
            piece = channel.recv(min(size, _CHUNK))
        except TimeoutError as error:
            raise LateMessage("no answer in time") from error
        except ConnectionError as error:
            raise TornMessage("the reading process went away") from error
        if not piece:
            raise TornMessage("the reading process went away")
        size -= len(piece)
        yield piece
