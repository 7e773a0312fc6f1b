"""An Outlook message by hand: a compound file (MS-CFB) whose streams are the message's properties (MS-OXMSG)."""

import struct

_SECTOR, _SMALL = 512, 64
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_BODY, _SUBJECT, _SENDER, _ADDRESS, _CLASS = 0x1000, 0x0037, 0x0C1A, 0x0C1F, 0x001A
_SUBMITTED = 0x0039
_1601 = 116_444_736_000_000_000
"""The start of 1970 in tenths of microseconds since 1601."""


def a_message(subject: str, sender: str, address: str, body: str, sent: int) -> bytes:
    """A message sent at so many seconds after the start of 1970; its strings are UTF-16."""
    texts = {_CLASS: "IPM.Note", _SUBJECT: subject, _SENDER: sender, _ADDRESS: address, _BODY: body}
    streams = {f"__substg1.0_{tag:04X}001F": text.encode("utf-16-le") for tag, text in texts.items()}
    properties = bytes(32)
    for tag, text in texts.items():
        properties += struct.pack("<HHIII", 0x001F, tag, 6, len(text.encode("utf-16-le")) + 2, 0)
    properties += struct.pack("<HHIQ", 0x0040, _SUBMITTED, 6, _1601 + sent * 10_000_000)
    streams["__properties_version1.0"] = properties
    return compound(streams)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of a root with these streams, all of them small ones."""
    small = b""
    places: dict[str, int] = {}
    chain: list[int] = []
    for name, content in streams.items():
        assert len(content) < 4096
        places[name] = len(small) // _SMALL
        count = max(1, -(-len(content) // _SMALL))
        small += content.ljust(count * _SMALL, b"\0")
        chain += [*range(len(chain) + 1, len(chain) + count), _END]
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    entries = [_entry("Root Entry", 5, _FREE, _FREE, 1 if names else _FREE, 1, len(small))]
    for number, name in enumerate(names):
        right = number + 2 if number + 1 < len(names) else _FREE
        entries.append(_entry(name, 2, _FREE, right, _FREE, places[name], len(streams[name])))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * _SECTOR, b"\0")
    small_table = struct.pack(f"<{len(chain)}I", *chain)
    small_table = small_table.ljust(-(-len(small_table) // _SECTOR) * _SECTOR, b"\xff")
    packed = small.ljust(-(-len(small) // _SECTOR) * _SECTOR, b"\0")
    parts = [packed, directory, small_table]
    table: list[int] = [_TABLE]
    starts = []
    for part in parts:
        starts.append(len(table))
        count = len(part) // _SECTOR
        table += [*range(len(table) + 1, len(table) + count), _END]
    assert len(table) <= _SECTOR // 4
    table += [_FREE] * (_SECTOR // 4 - len(table))
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 62, 3, 0xFFFE, 9, 6, bytes(6),
        0, 1, starts[1], 0, 4096, starts[2], len(small_table) // _SECTOR, _END, 0, 0,
    )  # fmt: skip
    head = head.ljust(_SECTOR, b"\xff")
    return head + struct.pack(f"<{_SECTOR // 4}I", *table) + b"".join(parts)


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    named = name.encode("utf-16-le") + b"\0\0"
    return named.ljust(64, b"\0") + struct.pack(
        "<HBBIII16sIQQIQ", len(named), kind, 1, left, right, child, bytes(16), 0, 0, 0, start, size
    )
