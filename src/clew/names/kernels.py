"""The inner loops of comparison: plain functions on arrays that `clew.names.compiled` can turn to machine code.

They run as they stand for a single name and are compiled for bulk work; both ways give the same numbers. To stay
within what the compiler knows they use numbers, arrays and records only, and no other function than those here.
Tokens are records of `clew.names.arrays.TOKEN`, given with the array that holds their letters.
"""

from typing import Any

DIGITS, INITIAL, VOWELLESS, FOREIGN = 1, 2, 4, 16
DIFFERENT, SAME, SPELLING, SOUND, MEANING, FIRST_LETTER, CONSONANTS = 0, 1, 2, 3, 4, 5, 6
"""What a pair of tokens has in common."""

BEGINNING, ENDING, JOINED = 1, 2, 3
"""What a slot is that is no word of the name by itself."""

TEXT, HEARD, BONES = 0, 1, 2
"""What of a slot stands in its tables: its letters, its sound, its consonants."""

LONGEST = 60
"""More letters than a token has and misspellings of it could have, fewer than an integer has bits."""
MARKS_AT = 58
"""From which bit on the marks of a token stand in the number of its sets."""

GRAIN = 1000
"""Weights are counted in thousandths where many are summed up roughly."""

FEATURE_SPACE = 1 << 17


def same_letters(left: Any, at: int, right: Any, to: int, size: int) -> bool:
    """Whether `size` characters are the same in both arrays."""
    for offset in range(size):  # noqa: SIM110 - the compiler takes loops, not generators
        if left[at + offset] != right[to + offset]:
            return False
    return True


def note_slot(tables: Any, v: int, kind: int, letters: Any, start: int, end: int) -> None:
    """Write down in `tables[v, kind]` at which places of a stretch each letter stands, a bit for each place."""
    for letter in range(tables.shape[2]):
        tables[v, kind, letter] = 0
    for at in range(start, min(end, start + LONGEST)):
        tables[v, kind, letters[at]] |= 1 << (at - start)


def edits(tables: Any, v: int, kind: int, size: int, letters: Any, b0: int, b1: int) -> int:
    """Edits (insert, delete, replace, swap of neighbours) from the stretch in `tables[v, kind]` to another.

    All rows of a column of the usual matrix at once, a bit each: Hyyrö, "A bit-vector algorithm for computing
    Levenshtein and Damerau edit distances", 2003.
    """
    full, top = (1 << size) - 1, 1 << (size - 1)
    up, down, before, diagonal = full, 0, 0, 0
    apart = size
    for at in range(b0, b1):
        here = int(tables[v, kind, letters[at]])
        swap = ((~diagonal & here) << 1) & before
        diagonal = ((((here & up) + up) ^ up) | here | down | swap) & full
        plus = down | (~(diagonal | up) & full)
        minus = diagonal & up
        if plus & top:
            apart += 1
        elif minus & top:
            apart -= 1
        plus = ((plus << 1) | 1) & full
        up = ((minus << 1) & full) | (~(diagonal | plus) & full)
        down = plus & diagonal
        before = here
    return apart


def allowed_edits(size: int) -> int:
    """How many edits a word of that length may have and still be a misspelling of another."""
    if size <= 2:
        return 0
    if size <= 5:
        return 1
    if size <= 8:
        return 2
    return 3 if size <= 12 else 4


def likeness(slot: Any, v: int, tables: Any, our_letters: Any, token: Any, their_letters: Any) -> tuple[float, int]:
    """How alike slot number `v` and a token are, 0 to 1, and what they have in common."""
    a0, b0 = slot["text_at"], token["text_at"]
    n, m = int(slot["text_end"] - a0), int(token["text_end"] - b0)
    if n == m and same_letters(our_letters, a0, their_letters, b0, n):
        return 1.0, SAME
    marks = slot["marks"] | token["marks"]
    if marks & DIGITS:
        return 0.0, DIFFERENT
    if n == 1 or m == 1:
        if our_letters[a0] == their_letters[b0] and n + m > 2:
            return 0.7, FIRST_LETTER
        return 0.0, DIFFERENT
    if slot["concept"] >= 0 and slot["concept"] == token["concept"]:
        return 0.9, MEANING
    if marks & VOWELLESS:
        return consonant_likeness(slot, v, tables, our_letters, token, their_letters)
    unlike = slot["text_set"] ^ token["text_set"]
    spelt = closeness(tables, v, TEXT, n, unlike, their_letters, b0, token["text_end"])
    unlike = slot["sound_set"] ^ token["sound_set"]
    size = int(slot["sound_end"] - slot["sound_at"])
    heard = closeness(tables, v, HEARD, size, unlike, their_letters, token["sound_at"], token["sound_end"])
    if heard > spelt:
        mixed = 0.35 * max(spelt, heard - 0.4) + 0.65 * heard
        if mixed >= 0.5:
            return mixed, SOUND
        return 0.0, DIFFERENT
    if spelt >= 0.5:
        return spelt, SPELLING
    return 0.0, DIFFERENT


def closeness(tables: Any, v: int, kind: int, n: int, unlike: int, letters: Any, b0: int, b1: int) -> float:
    """One less the share of letters that are edited, 0 where there are more edits than a misspelling has.

    Each edit changes the set of letters by two at most, which rules most pairs out before the edits are counted.
    """
    m = int(b1 - b0)
    size = max(n, m)
    most = allowed_edits(size)
    if size - min(n, m) > most or size < 2 or min(n, m) < 1 or bits(unlike) > 2 * most:
        return 0.0
    apart = edits(tables, v, kind, n, letters, b0, b1)
    if apart > most:
        return 0.0
    return 1.0 - apart / size


def bits(number: int) -> int:
    """How many bits of a number are set."""
    number = number - ((number >> 1) & 0x55555555)
    number = (number & 0x33333333) + ((number >> 2) & 0x33333333)
    number = (number + (number >> 4)) & 0x0F0F0F0F
    number = number + (number >> 8)
    return (number + (number >> 16)) & 0x3F


def far_apart(ours: int, theirs: int, most: int) -> bool:
    """Whether two numbers of sets differ in more letters than so many edits change, in text and in sound."""
    unlike = ours ^ theirs
    return bits((unlike >> 32) & 0x3FFFFFF) > 2 * most and bits(unlike & 0x3FFFFFF) > 2 * most


def letter_set(letters: Any, start: int, end: int) -> int:
    """A bit for each letter that occurs in a stretch; digits have none, as words with digits are never nearly alike."""
    found = 0
    for at in range(start, end):
        letter = int(letters[at]) - 97
        if letter >= 0:
            found |= 1 << letter
    return found


def consonant_likeness(
    slot: Any, v: int, tables: Any, our_letters: Any, token: Any, their_letters: Any
) -> tuple[float, int]:
    """How alike a slot and a token are by their consonants, where one comes from a script that writes no vowels."""
    a0, b0, b1 = slot["bones_at"], token["bones_at"], token["bones_end"]
    n, m = int(slot["bones_end"] - a0), int(b1 - b0)
    if n == 0 or m == 0:
        return 0.0, DIFFERENT
    if n == m and same_letters(our_letters, a0, their_letters, b0, n):
        if n > 1:
            return 0.92, CONSONANTS
        return 0.7, CONSONANTS
    size = max(n, m)
    most = 1 if size >= 3 else 0
    if size - min(n, m) > most:
        return 0.0, DIFFERENT
    apart = edits(tables, v, BONES, n, their_letters, b0, b1)
    if apart <= most:
        return 0.92 - 0.9 * apart / size, CONSONANTS
    return 0.0, DIFFERENT


def part_likeness(slot: Any, letters: Any, token: Any, token_letters: Any) -> bool:
    """Whether a token of theirs is how the word behind a slot begins or ends, by four letters or more."""
    a0, a1, b0, b1 = slot["text_at"], slot["text_end"], token["text_at"], token["text_end"]
    size = b1 - b0
    if size < 4 or size >= a1 - a0:
        return False
    at = a0 if slot["part"] == BEGINNING else a1 - size
    return same_letters(letters, at, token_letters, b0, size)


def make_slots(tokens: Any, letters: Any, first: int, last: int, slots: Any, tables: Any) -> int:
    """The slots by which a name is looked for: its words, neighbours written as one, both ends of long words.

    Give their number. The letters of neighbours stand side by side, so that a joined slot needs none of its own.
    """
    count = 0
    for i in range(first, last):
        fill_slot(tokens[i], tokens[i], letters, slots[count], 2 * (i - first), 2 * (i - first) + 2, 0)
        count += 1
    for i in range(first, last - 1):
        fill_slot(tokens[i], tokens[i + 1], letters, slots[count], 2 * (i - first), 2 * (i - first) + 4, JOINED)
        count += 1
    for v in range(count):
        note_slot(tables, v, TEXT, letters, slots[v]["text_at"], slots[v]["text_end"])
        note_slot(tables, v, HEARD, letters, slots[v]["sound_at"], slots[v]["sound_end"])
        note_slot(tables, v, BONES, letters, slots[v]["bones_at"], slots[v]["bones_end"])
    for i in range(first, last):
        if tokens[i]["text_end"] - tokens[i]["text_at"] >= 7:
            at = 2 * (i - first)
            fill_slot(tokens[i], tokens[i], letters, slots[count], at, at + 1, BEGINNING)
            fill_slot(tokens[i], tokens[i], letters, slots[count + 1], at + 1, at + 2, ENDING)
            count += 2
    return count


def fill_slot(start: Any, end: Any, letters: Any, slot: Any, since: int, until: int, part: int) -> None:
    """Write one slot that reaches from one token to another, or covers half of one."""
    slot["text_at"], slot["text_end"] = start["text_at"], end["text_end"]
    slot["sound_at"], slot["sound_end"] = start["sound_at"], end["sound_end"]
    slot["bones_at"], slot["bones_end"] = start["bones_at"], end["bones_end"]
    slot["text_set"] = letter_set(letters, slot["text_at"], slot["text_end"])
    slot["sound_set"] = letter_set(letters, slot["sound_at"], slot["sound_end"])
    slot["since"], slot["until"], slot["part"] = since, until, part
    slot["marks"], slot["concept"], slot["weight"] = start["marks"], start["concept"], start["weight"]
    if part == JOINED:
        slot["marks"] = start["marks"] & end["marks"] & (VOWELLESS | FOREIGN)
        slot["concept"] = -1
        slot["weight"] = start["weight"] + end["weight"]
    elif part != 0:
        slot["concept"] = -1
        slot["weight"] = 0.5 * start["weight"]


def write_link(links: Any, count: int, slot: int, place: int, alike: float, common: int) -> int:
    """Write down that a slot is like the token at a place of their name; give the number of links."""
    if count < len(links):
        links[count, 0] = slot
        links[count, 1] = place
        links[count, 2] = alike
        links[count, 3] = common
        return count + 1
    return count


def link_all(slots: Any, count: int, tables: Any, letters: Any, theirs: Any, their_letters: Any, links: Any) -> int:
    """Compare all slots with all tokens of one other name; give the number of links written."""
    found = 0
    for v in range(count):
        for place in range(len(theirs)):
            if slots[v]["part"] == BEGINNING or slots[v]["part"] == ENDING:
                if part_likeness(slots[v], letters, theirs[place], their_letters):
                    found = write_link(links, found, v, place, 1.0, SAME)
            else:
                alike, common = likeness(slots[v], v, tables, letters, theirs[place], their_letters)
                if alike > 0.0:
                    found = write_link(links, found, v, place, alike, common)
    return found


def feature(code: int, letters: Any, start: int, end: int, skip: int) -> int:
    """The bucket of a stretch of letters without the one at `skip`, kinds of features kept apart by `code`."""
    mixed = code
    for at in range(start, end):
        if at != skip:
            mixed = (mixed * 31 + int(letters[at]) + 1) & 0x3FFFFFFF
    return ((mixed * 40_503) & 0x3FFFFFFFFF) >> 7 & (FEATURE_SPACE - 1)


def features(token: Any, letters: Any, found: Any, weights: Any) -> int:
    """The features by which a token is found: its text, its sound (whole, one letter left out), triples of its sound.

    Neighbours written as one are found by text and sound only.
    """
    s0, s1 = token["sound_at"], token["sound_end"]
    size = s1 - s0
    found[0], weights[0] = feature(29, letters, token["text_at"], token["text_end"], -1), 9
    found[1], weights[1] = feature(23, letters, s0, s1, -1), 9
    count = 2
    if size <= 8:
        for skip in range(s0, s1):
            found[count], weights[count] = feature(23, letters, s0, s1, skip), 9
            count += 1
    if size >= 3 and token["part"] != JOINED:
        for at in range(s0 - 1, s1 - 1):
            code = 11 + (2 if at < s0 else 0) + (4 if at + 3 > s1 else 0)
            found[count], weights[count] = feature(code, letters, max(at, s0), min(at + 3, s1), -1), 1
            count += 1
    return count


def bone_features(token: Any, letters: Any, found: Any, weights: Any, start: int) -> int:
    """The features by which a token is found from a script without vowels: its consonants, all or all but one."""
    b0, b1 = token["bones_at"], token["bones_end"]
    count = start
    if b1 > b0:
        found[count], weights[count] = feature(31, letters, b0, b1, -1), 9
        count += 1
    if b1 - b0 >= 3:
        for skip in range(b0, b1):
            found[count], weights[count] = feature(31, letters, b0, b1, skip), 9
            count += 1
    return count


def note_letters(tokens: Any, letters: Any, sets: Any) -> None:
    """Write down for each token which letters occur in it: in its record, and in `sets` in one number.

    Text, sound and the marks for initials and missing vowels stand in it, which is a fraction of a record to fetch.
    """
    for i in range(len(tokens)):
        text = letter_set(letters, tokens[i]["text_at"], tokens[i]["text_end"])
        sound = letter_set(letters, tokens[i]["sound_at"], tokens[i]["sound_end"])
        tokens[i]["text_set"], tokens[i]["sound_set"] = text, sound
        sets[i] = text | sound << 32 | int(tokens[i]["marks"] & (INITIAL | VOWELLESS)) << MARKS_AT
