"""Cut a text into its lines, and count the words and the letters of each."""

import re
from collections.abc import Iterator

LOOKED_AT = 6_000
"""Characters of a line that are looked at, however long it is."""
FIRST = 400
"""Characters of a line among which its letters are counted."""
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_WORD = re.compile(r"\w+")
_WORD_SIGNS = bytes(119 if chr(code).isalnum() or chr(code) == "_" else 32 for code in range(256))
_WORD_SIGNS = _WORD_SIGNS[:10] + b"\n" + _WORD_SIGNS[11:]
"""What the bytes of an ASCII text become so that words can be counted: "w" for each sign of one, line ends, blanks."""
_NO_LETTERS = bytes(code for code in range(256) if not (code < 128 and chr(code).isalpha()) and code != 10)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Each line of a text that is not blank, without the blanks at its ends, and where in the text it begins."""
    found: Iterator[tuple[int, str]]
    if "\r" in text or "\u2028" in text or "\u2029" in text:
        found = ((match.start(), match.group()) for match in _LINE.finditer(text))
    else:
        found = _by_line_ends(text)
    for start, line in found:
        stripped = line.strip()
        if stripped:
            yield (start if stripped[0] == line[0] else start + line.index(stripped[0])), stripped


def _by_line_ends(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that has no other line ends than the usual one: far quicker than by their pattern."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def measured(text: str) -> Iterator[tuple[int, str, int, float]]:
    """The lines of a text as `lines_of` gives them, with their number of words and the share of letters in them."""
    if not text.isascii() or "\r" in text:
        yield from ((start, line, words_in(line), letters_in(line)) for start, line in lines_of(text))
        return
    signs = text.encode("ascii")
    of_words = b" " + signs.translate(_WORD_SIGNS).replace(b"\n", b"\n ")
    of_letters = signs.translate(None, _NO_LETTERS)
    start = 0
    for whole, words, letters in zip(text.split("\n"), of_words.split(b"\n"), of_letters.split(b"\n"), strict=True):
        line = whole.strip()
        if len(line) > FIRST:
            yield start + whole.index(line[0]), line, words_in(line), letters_in(line)
        elif line:
            at = start if line[0] == whole[0] else start + whole.index(line[0])
            yield at, line, words.count(b" w"), len(letters) / len(line)
        start += len(whole) + 1


def words_in(line: str) -> int:
    """How many words a line has; two Chinese or Japanese signs count as one."""
    if line.isascii():
        return (b" " + line[:LOOKED_AT].encode("ascii").translate(_WORD_SIGNS).replace(b"\n", b" ")).count(b" w")
    looked_at = line[:LOOKED_AT]
    wide = len(_WIDE.findall(looked_at))
    return (wide + 1) // 2 + (len(_WORD.findall(_WIDE.sub(" ", looked_at) if wide else looked_at)))


def letters_in(line: str) -> float:
    """The share of letters in the beginning of an ASCII line; 1 for lines in other letters."""
    looked_at = line[:FIRST].encode("ascii") if line.isascii() else b""
    return len(looked_at.translate(None, _NO_LETTERS)) / len(looked_at) if looked_at else 1.0
