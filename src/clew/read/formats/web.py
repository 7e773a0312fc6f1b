"""Read saved web: MHTML files (one page with its pictures) and WARC archives (many pages, each a part)."""

import email
import email.errors
import io
from collections.abc import Iterator
from email.message import Message
from email.policy import compat32

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from clew.read.body import Body, Fault, Limits, Part
from clew.read.formats.container import Budget
from clew.read.formats.page import read_page
from clew.read.walk import merge
from clew.records import Given
from clew.vocabulary import DocumentState

_CHUNK = 1 << 18
_WANTED = ("text/", "application/xhtml", "application/pdf", "application/json", "application/vnd", "application/msword")


def read_mhtml(content: bytes, limits: Limits) -> Body | Fault:
    """Read a web page saved as MHTML: its main page; the pictures and styles beside it are left out."""
    try:
        message = email.message_from_bytes(content, policy=compat32)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    except (email.errors.MessageError, RecursionError, ValueError, LookupError, IndexError) as error:
        return Fault(DocumentState.BROKEN, f"the saved page is not whole ({type(error).__name__})", "save it again")
    if not pages:
        return Fault(DocumentState.EMPTY, "the saved page holds no HTML", "save it again, as a complete page")
    main = _main(message, pages)
    source = main.get_payload(decode=True)
    body = read_page(source if isinstance(source, bytes) else b"", limits, main.get_content_charset())
    if isinstance(body, Fault):
        return body
    address = str(message.get("Snapshot-Content-Location") or main.get("Content-Location") or "").strip()
    said = Given(url=address if address.startswith(("http://", "https://")) else None)
    return Body(
        body.text, body.places, body.prose, merge(body.stated, said), body.oddities, media_type="multipart/related"
    )


def _main(message: Message, pages: list[Message]) -> Message:
    """The page that the file says it was saved for, the first where it does not say."""
    address = message.get("Snapshot-Content-Location")
    return next((page for page in pages if address and page.get("Content-Location") == address), pages[0])


def split_warc(content: bytes, budget: Budget) -> Iterator[tuple[Part, Given]]:
    """The pages and documents that a web archive holds, with the address and day that it records for each."""
    number = 0
    try:
        for record in ArchiveIterator(io.BytesIO(content), ensure_http_headers=False):
            kind = str(record.http_headers.get_header("Content-Type", "") if record.http_headers else "").lower()
            if record.rec_type not in ("response", "resource") or not kind.startswith(_WANTED):
                continue
            number += 1
            address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
            said = Given(url=address if address.startswith(("http://", "https://")) else None)
            ending = "html" if "html" in kind else "pdf" if "pdf" in kind else "txt" if "plain" in kind else ""
            name = f"record {number}" + (f".{ending}" if ending else "")
            yield Part(name, _drain(record.content_stream(), budget)), said
    except (ArchiveLoadFailed, EOFError, ValueError, OSError, AttributeError, KeyError) as error:
        says = f"the web archive is not whole ({error})"
        yield Part("", Fault(DocumentState.BROKEN, says, "look for a whole copy of it")), Given()


def _drain(stream: io.BufferedIOBase, budget: Budget) -> bytes | Fault:
    pieces: list[bytes] = []
    while piece := stream.read(_CHUNK):
        budget.unpacked -= len(piece)
        if budget.unpacked < 0:
            return Fault(DocumentState.BOMB, "the web archive gives more than a file may", "split it")
        pieces.append(piece)
    return b"".join(pieces)
