"""A reader that does what a parser taken over by a file would do: the first line of the file says which."""

import ctypes
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from mmap import mmap

from clew.read.body import Fault, Limits
from clew.read.reader import failed, read_pieces
from clew.records import Document, Given, Reading, Span
from clew.vocabulary import DocumentState


def probe(name: str) -> str:
    """Try one thing that a reader has no business doing; the word "done" or the name of the error."""
    try:
        match name:
            case "open":
                os.close(os.open("/etc/passwd", os.O_RDONLY))
            case "write":
                os.close(os.open(f"/tmp/clew-{os.getpid()}", os.O_WRONLY | os.O_CREAT))
            case "socket":
                socket.socket().close()
            case "exec":
                os.execv("/bin/true", ["true"])
            case "run":
                subprocess.run(["/bin/true"], check=True)
            case "fork":
                if os.fork() == 0:
                    os._exit(0)
            case "session":
                os.setpgid(0, 0)
            case "signal":
                os.kill(os.getppid(), 0)
            case "trace":
                libc = ctypes.CDLL(None, use_errno=True)
                if libc.ptrace(16, os.getppid(), 0, 0) != 0:
                    return os.strerror(ctypes.get_errno())
    except OSError as error:
        return type(error).__name__
    return "done"


def read(content: bytes | mmap, name: str, given: Given, limits: Limits) -> Iterator[Reading]:
    words = content[:200].decode("ascii", "replace").split()
    match words[0] if words else "":
        case "sleep":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "swallow":
            bytearray(64 << 30)
        case "grow":
            hoard = []
            while True:
                hoard.append(bytearray(64 << 20))
        case "segfault":
            ctypes.string_at(1)
        case "exit":
            os._exit(0)
        case "raise":
            raise ZeroDivisionError
        case "recurse":
            list(read(content, name, given, limits))
        case "babble":
            os.write(3, b"\xff" * 10)
            for descriptor in range(3, 40):
                try:
                    os.write(descriptor, b"\xff" * 16)
                except OSError:
                    continue
        case "lie":
            document = Document("0" * 64, name, "text/plain", "en", "words", (Span(0, 5),))
            yield Reading((document,))
        case "stray":
            for one in read_pieces(content, name, given, limits):
                document = one.documents[0]
                yield Reading((Document(document.id, "../x", "text/plain", "en", "w", (Span(0, 99),)),))
        case "probe":
            yield failed(name, "0" * 64, Fault(DocumentState.BROKEN, probe(words[1]), "-"))
        case _:
            yield from read_pieces(content, name, given, limits)
