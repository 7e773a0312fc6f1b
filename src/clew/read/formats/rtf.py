"""Read RTF files: the words of each paragraph, in whatever code page or Unicode form they stand."""

import codecs
import re

from clew.read.body import Body, Fault, Limits, TextBuilder
from clew.read.prose import find_prose
from clew.vocabulary import DocumentState

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.DOTALL
)
_PASSED_OVER = frozenset(
    b"fonttbl colortbl stylesheet info pict object objdata themedata datastore colorschememapping latentstyles "
    b"listtable listoverridetable rsidtbl generator xmlnstbl fldinst filetbl revtbl bkmkstart bkmkend header footer "
    b"shppict "
    b"nonshppict".split()
)
_BREAKS = {b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"cell": "\t", b"tab": "\t"}
_SIGNS = {
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
}
_ESCAPED = {b"~": "\u00a0", b"_": "\u2011", b"-": "", b"\\": "\\", b"{": "{", b"}": "}"}
_DEEPEST = 1000


class _State:
    """What holds within one group: passed over or not, hidden or not, how many signs stand in for a Unicode one."""

    __slots__ = ("hidden", "skip", "stand_ins")

    def __init__(self, skip: bool = False, hidden: bool = False, stand_ins: int = 1) -> None:
        self.skip, self.hidden, self.stand_ins = skip, hidden, stand_ins

    def copy(self) -> "_State":
        return _State(self.skip, self.hidden, self.stand_ins)


def read_rtf(content: bytes, limits: Limits) -> Body | Fault:
    """Read an RTF file from its bytes; a place is a paragraph. Pictures, objects and instructions are passed over."""
    runs = _runs(content)
    if runs is None:
        return Fault(DocumentState.BOMB, f"its groups are nested more than {_DEEPEST} deep", "do not open it")
    builder = TextBuilder()
    number = 1
    for words, hidden in runs:
        for at, piece in enumerate(words.split("\n")):
            if at:
                builder.add("", "", after="\n")
                number += 1
            builder.add(piece, f"paragraph {number}", after="", hidden="hidden by its style" if hidden else None)
        if builder.length > limits.characters:
            return Fault(DocumentState.MEMORY, "it holds more text than one document may", "split it")
    text = builder.text
    if not text.strip():
        return Fault(DocumentState.EMPTY, "it holds no text", "look for a whole copy of it")
    return Body(text, tuple(builder.places), builder.without_hidden(find_prose(text)), oddities=builder.oddities())


def _runs(content: bytes) -> list[tuple[str, bool]] | None:
    """The visible and hidden runs of text in their order, None where groups are nested too deep."""
    found = re.search(rb"\\ansicpg(\d{1,5})", content[:2000])
    codepage = _codec(found.group(1).decode("ascii") if found else "1252")
    runs: list[tuple[bytearray | str, bool]] = []
    stack, state, pending = [_State()], _State(), 0
    for match in _TOKEN.finditer(content):
        word, number, byte, escaped, brace, plain = match.groups()
        if brace == b"{":
            stack.append(state.copy())
            if len(stack) > _DEEPEST:
                return None
        elif brace == b"}":
            state = stack.pop() if len(stack) > 1 else state
            pending = 0
        elif word is not None:
            pending = _word(word, number, state, runs) or pending
        elif escaped == b"*":
            state.skip = True
        elif not state.skip:
            if byte is not None or plain is not None:
                raw = bytes([int(byte, 16)]) if byte is not None else plain
                raw, pending = raw[pending:], max(0, pending - len(raw))
                _take(runs, raw, state.hidden)
            elif escaped in _ESCAPED:
                _take(runs, _ESCAPED[escaped], state.hidden)
    return _decoded(runs, codepage)


def _word(word: bytes, number: bytes | None, state: _State, runs: list[tuple[bytearray | str, bool]]) -> int:
    """Obey one control word; how many signs after it stand in for the Unicode one that it gave."""
    value = int(number) if number is not None else None
    if word in _PASSED_OVER:
        state.skip = True
    elif word == b"v":
        state.hidden = value != 0
    elif word == b"plain":
        state.hidden = False
    elif word == b"uc" and value is not None:
        state.stand_ins = max(0, min(value, 10))
    elif state.skip:
        return 0
    elif word == b"u" and value is not None:
        _take(runs, chr(value % 65536), state.hidden)
        return state.stand_ins
    elif word in _BREAKS:
        _take(runs, _BREAKS[word], state.hidden)
    elif word in _SIGNS:
        _take(runs, _SIGNS[word], state.hidden)
    return 0


def _take(runs: list[tuple[bytearray | str, bool]], words: bytes | str, hidden: bool) -> None:
    """Append words; bytes that follow one another are decoded together, for a sign may take two of them."""
    if isinstance(words, str):
        runs.append((words, hidden))
    elif words:
        last = runs[-1] if runs else None
        if last is not None and isinstance(last[0], bytearray) and last[1] == hidden:
            last[0].extend(words)
        else:
            runs.append((bytearray(words), hidden))


def _decoded(runs: list[tuple[bytearray | str, bool]], codepage: str) -> list[tuple[str, bool]]:
    """Decode the runs and join those of one state; surrogate pairs become one character."""
    joined: list[tuple[list[str], bool]] = []
    for words, hidden in runs:
        text = words if isinstance(words, str) else bytes(words).decode(codepage, "backslashreplace")
        if joined and joined[-1][1] == hidden:
            joined[-1][0].append(text)
        else:
            joined.append(([text], hidden))
    paired = (("".join(texts), hidden) for texts, hidden in joined)
    return [
        (text.encode("utf-16", "surrogatepass").decode("utf-16", "backslashreplace"), hidden) for text, hidden in paired
    ]


def _codec(number: str) -> str:
    name = {"65001": "utf-8", "936": "gb18030", "10000": "mac_roman"}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
