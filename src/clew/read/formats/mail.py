"""Read e-mail: the head and body of a message as text, attachments and packed messages as parts."""

import email
import email.errors
import email.header
import email.utils
import re
from collections.abc import Iterator
from email.message import Message
from email.policy import compat32
from mmap import mmap

from clew.read.body import Body, Fault, Limits, Oddity, Part, TextBuilder, printable
from clew.read.decode import decode
from clew.read.formats.page import read_page
from clew.read.prose import find_prose
from clew.records import Given, Span
from clew.vocabulary import DocumentState

_HEADS = ("From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject", "Message-ID")
_LONGEST_HEAD = 10_000
_QUOTED = re.compile(r"(?m)^>.*$")
_QUOTED_FROM = re.compile(rb"(?m)^>(>*From )")
_FROM_LINE = re.compile(rb"From [^\r\n]{0,300}\r?\n(?=[A-Za-z-]{1,60}:)")
_MOST_PARTS = 2_000


def read_mail(content: bytes, limits: Limits) -> Body | Fault:
    """Read one e-mail from its bytes: head lines, then the plain body (the HTML body where there is no plain one).

    A place is a head line ("Subject") or a paragraph of a body part. Attachments and attached messages are parts.
    The date is the message's own; the publisher is the sender's name, or the domain of the address.
    """
    try:
        message = email.message_from_bytes(content, policy=compat32)
    except (email.errors.MessageError, RecursionError, ValueError, LookupError, IndexError) as error:
        return Fault(DocumentState.BROKEN, f"the e-mail is not whole ({type(error).__name__})", "add its text as .txt")
    builder = TextBuilder()
    heads = {name: _head(message, name) for name in _HEADS}
    for name, value in heads.items():
        if value:
            builder.add(f"{name}: {value}", name)
    builder.add("", "")
    begin = builder.length
    parts: list[Part] = []
    oddities: list[Oddity] = []
    for number, part in enumerate(_leaves(message), 1):
        if number > _MOST_PARTS:
            oddities.append(Oddity(f"it has more than {_MOST_PARTS} parts; those beyond are left out", "split it"))
            break
        _add_part(builder, part, number, parts, limits)
        if builder.length > limits.characters:
            return Fault(DocumentState.MEMORY, "it holds more text than one document may", "split it")
    text = builder.text
    if not any(heads.values()) and not text.strip() and not parts:
        return Fault(DocumentState.BROKEN, "it has no head, no body and no attachment", "look for a whole copy of it")
    quoted = [Span(match.start(), match.end()) for match in _QUOTED.finditer(text, begin)]
    shift = find_prose(text[begin:])
    prose = tuple(Span(span.start + begin, span.end + begin) for span in shift)
    if quoted:
        where = (quoted[0].start, quoted[0].end)
        oddities.append(Oddity("it quotes an earlier message", "claims may come from there", *where))
    stated = Given(_date(heads["Date"]), sender_name(heads["From"]), None, heads["Subject"] or None)
    return Body(
        text,
        tuple(builder.places),
        builder.without_hidden(prose),
        stated,
        (*oddities, *builder.oddities()),
        tuple(parts),
    )


def split_mailbox(content: bytes | mmap) -> Iterator[Part]:
    """The messages of a mailbox (mboxrd), one after the other."""
    starts = _from_lines(content)
    start = next(starts, len(content))
    number = 0
    while start < len(content):
        end = next(starts, len(content))
        number += 1
        body = content.find(b"\n", start, end) + 1
        yield Part(f"message {number}.eml", _QUOTED_FROM.sub(rb"\1", content[body:end]))
        start = end


def _from_lines(content: bytes | mmap) -> Iterator[int]:
    """Where the lines begin that part the messages of a mailbox, one after the other as they are asked for."""
    at = 0 if content[:5] == b"From " else content.find(b"\nFrom ") + 1
    while at or content[:5] == b"From ":
        if _FROM_LINE.match(content, at):
            yield at
        at = content.find(b"\nFrom ", at) + 1
        if not at:
            return


def _leaves(message: Message) -> Iterator[Message]:
    """The parts of a message that hold something, in order, without recursion; of alternatives the plainest.

    A message attached to the message is one leaf.
    """
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload() if part.is_multipart() else None
        if part.get_content_type() == "message/rfc822" or not isinstance(payload, list):
            yield part
            continue
        inside = [one for one in payload if isinstance(one, Message)]
        if part.get_content_type() == "multipart/alternative":
            plain = [one for one in inside if one.get_content_type() == "text/plain" and _bytes(one).strip()]
            inside = plain[:1] or inside[-1:]
        waiting.extend(reversed(inside))


def _add_part(builder: TextBuilder, part: Message, number: int, parts: list[Part], limits: Limits) -> None:
    """Append a body part to the text, or put an attachment among the parts."""
    kind = part.get_content_type()
    name = _name(part)
    attached = "attachment" in str(part.get("Content-Disposition", "")).lower() or bool(name)
    if kind == "message/rfc822":
        inside = part.get_payload()
        if isinstance(inside, list) and inside and isinstance(inside[0], Message):
            parts.append(Part(name or f"message {number}.eml", _as_bytes(inside[0])))
    elif kind in ("text/plain", "text/html") and not attached:
        _add_body(builder, part, number, limits)
    elif (content := _bytes(part)) or attached:
        parts.append(Part(name or f"part {number}", content))


def _add_body(builder: TextBuilder, part: Message, number: int, limits: Limits) -> None:
    content = _bytes(part)
    declared = part.get_content_charset()
    if part.get_content_type() == "text/html":
        page = read_page(content, limits)
        if isinstance(page, Body):
            for place in page.places:
                builder.add(page.text[place.start : place.end], f"part {number}, {place.part}")
        return
    decoded = decode(content, declared)
    if decoded is not None:
        for line_number, line in enumerate(decoded.text.splitlines(), 1):
            builder.add(line, f"part {number}, line {line_number}")


def _bytes(part: Message) -> bytes:
    """The content of a part, unpacked from its transfer encoding."""
    try:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            return content
        raw = part.get_payload()
    except (ValueError, LookupError):  # a charset that is none
        return b""
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _as_bytes(message: Message) -> bytes:
    """An attached message as bytes again; one nested too deep keeps its head only."""
    try:
        return message.as_bytes(unixfrom=False)
    except (RecursionError, ValueError, LookupError, TypeError, KeyError):
        return "\n".join(f"{name}: {value}" for name, value in message.items()).encode("utf-8", "replace") + b"\n\n"


def _head(message: Message, name: str) -> str:
    """A head line in words; one that is longer than any honest one is cut."""
    values = message.get_all(name, [])
    raw = str(values[0])[:_LONGEST_HEAD] if values else ""
    try:
        decoded = str(email.header.make_header(email.header.decode_header(raw)))
    except (email.errors.MessageError, ValueError, LookupError, UnicodeError):
        decoded = raw
    return " ".join(printable(decoded).split())


def _name(part: Message) -> str:
    """The name that an attachment carries."""
    try:
        raw = part.get_filename() or ""
        name = str(email.header.make_header(email.header.decode_header(raw[:1000])))
    except (email.errors.MessageError, ValueError, LookupError, UnicodeError, TypeError):
        name = ""
    return printable(name).strip()


def _date(head: str) -> str | None:
    """The date of a message in EDTF."""
    try:
        return email.utils.parsedate_to_datetime(head[:200]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def sender_name(head: str) -> str | None:
    """Who sent a message: the name, or the domain of the address."""
    name, address = email.utils.parseaddr(head[:500])
    return name.strip() or address.rpartition("@")[2].strip() or None
