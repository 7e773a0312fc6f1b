"""The fork server: loads the readers once, then forks a walled-in worker whenever it is asked to.

It never looks at a document, and ends with its caller. Run as
`python -m clew.read.sandbox.server DESCRIPTOR MODULE FUNCTION`.
"""

import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
from pathlib import Path

from clew.read.body import Limits
from clew.read.sandbox.messages import FORK, FORK_FOR_PROGRAMS, KILL, READY
from clew.read.sandbox.walls import Wall, address_space, load_libc, raise_walls
from clew.read.sandbox.worker import Read, serve
from clew.records import Given

_SUBREAPER = 36
_WARM_UP = (
    ("a.txt", "Завод получил сорок насосов, сообщил чиновник порта в четверг.".encode("cp1251")),
    ("a.html", b"<article><h1>Pumps</h1><p>The yard received forty pumps, an official of the port said.</p></article>"),
    ("a.eml", b"From: a@example.org\nMessage-ID: <a>\nDate: Sun, 04 May 2025 08:00:00 +0000\n\nThe yard was silent.\n"),
)


def main(descriptor: int, read: Read) -> None:
    """Fork, kill and reap workers as the control channel asks, until it is closed; then end them all."""
    control = socket.socket(fileno=descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    libc = load_libc()
    if libc is not None:
        libc.prctl(_SUBREAPER, 1, 0, 0, 0)
    for name, content in _WARM_UP:
        list(read(content, name, Given(), Limits()))
    gc.collect()
    gc.freeze()
    workers: set[int] = set()
    control.sendall(READY)
    while True:
        order, descriptors, _, _ = socket.recv_fds(control, 5, 1)
        if not order:
            break
        if order[:1] in (FORK, FORK_FOR_PROGRAMS):
            pid = _fork(control, descriptors[0], read, may_run_programs=order[:1] == FORK_FOR_PROGRAMS)
            workers.add(pid)
            os.close(descriptors[0])
            control.sendall(pid.to_bytes(4, "big"))
        elif order[:1] == KILL:
            pid = int.from_bytes(order[1:5], "big")
            control.sendall(_end(pid).to_bytes(4, "big") if pid in workers else b"\0\0\0\0")
            workers.discard(pid)
            _end_strays(workers)
    for pid in workers:
        _end(pid)
    _end_strays(set())


def _fork(control: socket.socket, descriptor: int, read: Read, *, may_run_programs: bool) -> int:
    """Fork a worker that serves one channel behind all walls; its process id."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        control.close()
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a parser says as it dies is nothing for the user
        channel = socket.socket(fileno=descriptor)
        base = address_space()
        walls = raise_walls(may_run_programs=may_run_programs)
        channel.sendall(sum(1 << place for place, wall in enumerate(Wall) if wall in walls).to_bytes(1, "big"))
        serve(channel, read, base)
        status = 0
    except BaseException:  # noqa: BLE001 (the parent learns of it from the closed channel; nothing may be printed)
        status = 1
    finally:
        os._exit(status)


def _end(pid: int) -> int:
    """Kill a worker with its whole process group and reap it; the signal that it died of before, 0 for none."""
    with contextlib.suppress(ProcessLookupError):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            _kill_group(pid)
            return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    _kill_group(pid)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        _, status = os.waitpid(pid, 0)
        died_of = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        return 0 if died_of == signal.SIGKILL else died_of  # it may have been about to die of another one
    return 0


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _end_strays(workers: set[int]) -> None:
    """Kill and reap whatever a worker left behind outside its group: it has become a child of this process."""
    try:
        children = Path("/proc/thread-self/children").read_text().split()
    except OSError:
        return
    for pid in {int(child) for child in children} - workers:
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]), getattr(importlib.import_module(sys.argv[2]), sys.argv[3]))
