"""The walls around a process that reads a document: limits, namespaces, Landlock and seccomp, by ctypes."""

import csv
import ctypes
import ctypes.util
import os
import platform
import resource
import struct
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path


class Wall(StrEnum):
    """One thing that holds a reading process back."""

    LIMITS = "limits on memory, time, file size and open files"
    NAMESPACES = "namespaces without network"
    LANDLOCK = "no files beside the program's own (Landlock)"
    SECCOMP = "no sockets, no programs, no other processes (seccomp)"


_CLONE_NEWUSER, _CLONE_NEWNET, _CLONE_NEWIPC, _CLONE_NEWUTS = 0x10000000, 0x40000000, 0x08000000, 0x04000000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _SET_DEATH_SIGNAL, _FILTER_MODE = 38, 22, 1, 2
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_READ_FILE, _READ_FOLDER, _EXECUTE = 1 << 2, 1 << 3, 1 << 0
_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_CLONE_THREAD = 0x00010000
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERROR, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_ARCHITECTURES = {"x86_64": (0xC000003E, 56, 435), "aarch64": (0xC00000B7, 220, 435)}
_EPERM, _ENOSYS = 1, 38
_OPEN_FILES = 256
_LARGEST_FILE = 0


def raise_walls(*, may_run_programs: bool = False) -> tuple[Wall, ...]:
    """Put all walls that the system has around this process, for good; the walls that stand.

    `may_run_programs` leaves the door open for one helper program (OCR); all other walls stand.
    """
    standing = [Wall.LIMITS]
    _set_limits(may_run_programs=may_run_programs)
    libc = load_libc()
    if libc is None:
        return tuple(standing)
    libc.prctl(_SET_DEATH_SIGNAL, 9, 0, 0, 0)
    if _leave_network(libc):
        standing.append(Wall.NAMESPACES)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if _close_files(libc, may_run_programs=may_run_programs):
        standing.append(Wall.LANDLOCK)
    if _filter_calls(libc, may_run_programs=may_run_programs):
        standing.append(Wall.SECCOMP)
    return tuple(standing)


@cache
def load_libc() -> ctypes.CDLL | None:
    """The C library of a Linux system, None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    return ctypes.CDLL(ctypes.util.find_library("c") or "libc.so.6", use_errno=True)


def limit_document(base: int, memory: int, seconds: float) -> None:
    """Give this process so much memory beyond its `base`, and so much more processor time from here on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    _lower(resource.RLIMIT_CPU, spent + int(seconds) + 2)
    if base:
        _lower(resource.RLIMIT_AS, base + memory)


def _set_limits(*, may_run_programs: bool) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)
    if not may_run_programs:
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))


def _lower(which: int, value: int) -> None:
    """Set a soft limit, under the hard one."""
    hard = resource.getrlimit(which)[1]
    resource.setrlimit(which, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def address_space() -> int:
    """Bytes of address space that this process has, 0 where the system does not say or a wall hides it."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _leave_network(libc: ctypes.CDLL) -> bool:
    """Go into namespaces of one's own, in which there is no network."""
    wanted = _CLONE_NEWNET | _CLONE_NEWIPC | _CLONE_NEWUTS
    return any(int(libc.unshare(flags)) == 0 for flags in (_CLONE_NEWUSER | wanted, wanted))


def landlock_version(libc: ctypes.CDLL) -> int:
    """Version of the system's Landlock, 0 where it has none."""
    return max(0, int(libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint(1))))


def _close_files(libc: ctypes.CDLL, *, may_run_programs: bool) -> bool:
    """Let this process open no file but those of the program and its libraries, and those for reading only."""
    version = landlock_version(libc)
    if not version:
        return False
    every = (1 << _RIGHTS_BY_VERSION.get(version, 16)) - 1
    network = 0b11 if version >= 4 else 0
    scoped = 0b11 if version >= 6 else 0
    attributes = struct.pack("QQQ", every, network, scoped)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    rules = libc.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0))
    if rules < 0:
        return False
    rights = _READ_FILE | _READ_FOLDER | (_EXECUTE if may_run_programs else 0)
    for folder in program_folders():
        try:
            handle = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        libc.syscall(_LANDLOCK_ADD, rules, 1, struct.pack("=Qi", rights, handle), ctypes.c_uint(0))
        os.close(handle)
    done = int(libc.syscall(_LANDLOCK_RESTRICT, rules, ctypes.c_uint(0))) == 0
    os.close(rules)
    return done


def program_folders() -> tuple[str, ...]:
    """Folders that the interpreter, its packages and the system's libraries stand in."""
    here = Path(__file__).resolve().parents[3]
    folders = {sys.prefix, sys.base_prefix, str(here), "/usr", "/lib", "/lib64"}
    return tuple(sorted(folder for folder in folders if folder and folder != "/"))


@cache
def load_calls() -> tuple[Mapping[str, str], ...]:
    """The shipped table of system calls that a reader has no need of (data/syscalls.csv)."""
    text = resources.files("clew.read.data").joinpath("syscalls.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _filter_calls(libc: ctypes.CDLL, *, may_run_programs: bool) -> bool:
    """Refuse system calls that a reader has no need of, and new processes (new threads are allowed)."""
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        return False
    rows = load_calls()
    numbers = [int(row[machine]) for row in rows if row[machine] and not (may_run_programs and row["why"] == "exec")]
    code = b"".join(_program(machine, numbers, may_fork=may_run_programs))
    buffer = ctypes.create_string_buffer(code)
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    return bool(libc.prctl(_SET_SECCOMP, _FILTER_MODE, program, 0, 0) == 0)


def _program(machine: str, numbers: Iterable[int], *, may_fork: bool) -> Iterable[bytes]:
    """A classic BPF program over `struct seccomp_data` (number at 0, architecture at 4, first argument at 16)."""

    def step(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    architecture, clone, clone3 = _ARCHITECTURES[machine]
    yield step(_LOAD, 0, 0, 4)
    yield step(_JUMP_EQUAL, 1, 0, architecture)
    yield step(_RETURN, 0, 0, _KILL)
    yield step(_LOAD, 0, 0, 0)
    if machine == "x86_64":
        yield step(_JUMP_AT_LEAST, 0, 1, 0x40000000)
        yield step(_RETURN, 0, 0, _ERROR | _EPERM)
    for number in numbers:
        yield step(_JUMP_EQUAL, 0, 1, number)
        yield step(_RETURN, 0, 0, _ERROR | _EPERM)
    if not may_fork:
        yield step(_JUMP_EQUAL, 0, 1, clone3)
        yield step(_RETURN, 0, 0, _ERROR | _ENOSYS)
        yield step(_JUMP_EQUAL, 0, 3, clone)
        yield step(_LOAD, 0, 0, 16)
        yield step(_JUMP_SET, 1, 0, _CLONE_THREAD)
        yield step(_RETURN, 0, 0, _ERROR | _EPERM)
    yield step(_RETURN, 0, 0, _ALLOW)
