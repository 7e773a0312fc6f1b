"""Turn the bytes of a text file into its text, exactly: no newline touched, no broken byte dropped."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from clew.read.language import paragraph_language

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = (
    "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
    "cp1252", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "mac_roman",
)  # fmt: skip
_LATIN = {
    "cp1252": frozenset(),
    "cp1250": frozenset({"pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"}),
    "cp1257": frozenset({"lt", "lv", "et"}),
    "cp1254": frozenset({"tr", "az"}),
    "iso8859_2": frozenset(),
    "mac_roman": frozenset(),
}
_SAMPLE = 32_768
_SHORTEST_WIDE = 24
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\v\x08\x1b") + b"\x7f"
_TYPOGRAPHIC = frozenset(
    b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\xd7\xe9"
)
"""Windows-1252 quotation marks, dashes, signs and the é of English: what an English text has beyond ASCII."""
_MOST_CONTROLS = 0.02
"""Share of control characters above which some bytes are not text (a text file has next to none)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""A file's text, the encoding that gave it, and how many bytes had to be written as `\xNN`."""

    text: str
    encoding: str
    broken: int = 0


def decode(content: bytes, declared: str | None = None) -> Decoded | None:
    r"""The text of some bytes, None where they are no text.

    A byte-order mark decides and is not part of the text; then UTF-8; then what the file itself declares; then
    charset-normalizer on a sample. Bytes that do not fit the encoding stand in the text as `\xNN`.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _keep(content[len(mark) :], encoding)
    wide = _wide(content)
    if wide is not None:
        return _keep(content, wide)
    if _is_binary(content):
        return None
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if declared is not None and _known(declared):
        return _keep(content, declared)
    return _keep(content, _guess(content) or "utf-8")


def _keep(content: bytes, encoding: str) -> Decoded:
    r"""Decode, with bytes that do not fit written as `\xNN`."""
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = content.decode(encoding, "backslashreplace")
    broken = text.count("\\x") - content.decode(encoding, "ignore").count("\\x")
    return Decoded(text, encoding, broken)


def _is_binary(content: bytes) -> bool:
    """Whether bytes hold more control characters than any text does."""
    controls = len(content) - len(content.translate(None, _CONTROLS))
    return controls > _MOST_CONTROLS * len(content)


def _wide(content: bytes) -> str | None:
    """UTF-16 without a byte-order mark: every other byte of its ASCII characters is zero, and it decodes."""
    sample = content[:_SAMPLE]
    if len(sample) < _SHORTEST_WIDE or len(content) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 0.1 * len(sample) / 2 and others <= 0.01 * len(sample) / 2:
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            if sum(char.isprintable() or char in "\r\n\t" for char in text[:4096]) > 0.95 * len(text[:4096]):
                return encoding
    return None


def _guess(content: bytes) -> str | None:
    """Which encoding bytes that are not clean UTF-8 are in; UTF-8 where most of its sequences are whole."""
    whole = content.decode("utf-8", "ignore")
    lost = len(content) - len(whole.encode("utf-8"))
    if len(whole.encode("utf-8")) - len(whole.encode("ascii", "ignore")) > 2 * lost:
        return "utf-8"
    sample = content[: 8 * _SAMPLE]
    high = bytes(byte for byte in sample if byte > 127)
    if len(high) < 0.03 * len(sample) and sum(byte in _TYPOGRAPHIC for byte in high) > 0.5 * len(high):
        return "cp1252"
    return _by_statistics(content)


def _by_statistics(content: bytes) -> str | None:
    """What charset-normalizer takes a sample around the first unusual byte for.

    Encodings of Latin letters differ in few signs, so among them the language of the text decides.
    """
    first = next((place for place, byte in enumerate(content) if byte > 127), 0)
    start = max(0, first - 512)
    sample = content[start : start + _SAMPLE]
    best = from_bytes(sample, cp_isolation=list(_CANDIDATES), threshold=0.3).best()
    if best is None or best.encoding not in _LATIN:
        return best.encoding if best is not None else None
    language = paragraph_language(sample.decode(best.encoding, "replace"))
    return next((encoding for encoding, spoken in _LATIN.items() if language in spoken), "cp1252")


def _known(encoding: str) -> bool:
    """Whether Python has a text codec of that name (not base64 and the like)."""
    try:
        "".encode(encoding)
        return isinstance(b"".decode(encoding), str)
    except (LookupError, ValueError):
        return False
