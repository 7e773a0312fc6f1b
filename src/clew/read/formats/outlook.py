"""Read Outlook messages (.msg): the same text and parts as an e-mail, from the properties of the file."""

import struct

from oxmsg import Message

from clew.read.body import Body, Fault, Limits, Part, TextBuilder
from clew.read.formats.mail import sender_name
from clew.read.formats.page import read_page
from clew.read.prose import find_prose
from clew.records import Given, Span
from clew.vocabulary import DocumentState

_BROKEN = (
    ValueError,
    KeyError,
    IndexError,
    AssertionError,
    struct.error,
    OSError,
    UnicodeError,
    LookupError,
    TypeError,
)


def read_outlook(content: bytes, limits: Limits) -> Body | Fault:
    """Read an Outlook message from its bytes: head lines, then the body; attachments are parts."""
    try:
        message = Message.load(content)
        sent = message.sent_date
        heads = {
            "From": message.sender or "",
            "To": "; ".join(f"{one.name} <{one.email_address}>" for one in message.recipients),
            "Date": sent.isoformat() if sent else "",
            "Subject": message.subject,
        }
        plain, html = message.body, message.html_body
        parts = tuple(
            Part(one.file_name or f"attachment {number}", one.file_bytes)
            for number, one in enumerate(message.attachments, 1)
            if one.file_bytes
        )
    except _BROKEN as error:
        says = f"the Outlook message is not whole ({type(error).__name__})"
        return Fault(DocumentState.BROKEN, says, "save it as .eml or as text and add that")
    builder = TextBuilder()
    for name, value in heads.items():
        if value:
            builder.add(f"{name}: {' '.join(value.split())}", name)
    builder.add("", "")
    begin = builder.length
    page = read_page(html.encode(), limits, "utf-8") if html and not plain else None
    if isinstance(page, Body):
        for place in page.places:
            builder.add(page.text[place.start : place.end], f"body, {place.part}")
    for number, line in enumerate((plain or "").splitlines(), 1):
        builder.add(line, f"body, line {number}")
    text = builder.text
    if not text.strip() and not parts:
        return Fault(DocumentState.EMPTY, "the message is empty", "look for a whole copy of it")
    prose = tuple(Span(span.start + begin, span.end + begin) for span in find_prose(text[begin:]))
    stated = Given(
        sent.date().isoformat() if sent else None, sender_name(heads["From"]), None, heads["Subject"] or None
    )
    return Body(text, tuple(builder.places), prose, stated, parts=parts)
