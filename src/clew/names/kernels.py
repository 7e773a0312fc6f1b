"""The inner loops of comparison: plain functions on arrays that `clew.names.compiled` can turn to machine code.

They run as they stand for a single name and are compiled for bulk work; both ways give the same numbers. To stay
within what the compiler knows they use numbers, arrays and records only, and no other function than those here.
Tokens are records of `clew.names.arrays.TOKEN`, given with the array that holds their letters.
"""

from typing import Any

DIGITS, INITIAL, VOWELLESS = 1, 2, 4
DIFFERENT, SAME, SPELLING, SOUND, MEANING, FIRST_LETTER, CONSONANTS = 0, 1, 2, 3, 4, 5, 6
"""What a pair of tokens has in common."""

BEGINNING, ENDING, JOINED = 1, 2, 3
"""What a slot is that is no word of the name by itself."""

MOST_PAIRS = 24
FEATURE_SPACE = 1 << 17


def same_letters(left: Any, at: int, right: Any, to: int, size: int) -> bool:
    """Whether `size` characters are the same in both arrays."""
    for offset in range(size):  # noqa: SIM110 - the compiler takes loops, not generators
        if left[at + offset] != right[to + offset]:
            return False
    return True


def edits(left: Any, a0: int, a1: int, right: Any, b0: int, b1: int, most: int, rows: Any) -> int:
    """Edits (insert, delete, replace, swap of neighbours) between two stretches, `most + 1` where there are more."""
    while a0 < a1 and b0 < b1 and left[a0] == right[b0]:
        a0, b0 = a0 + 1, b0 + 1
    while a0 < a1 and b0 < b1 and left[a1 - 1] == right[b1 - 1]:
        a1, b1 = a1 - 1, b1 - 1
    n, m = a1 - a0, b1 - b0
    if n - m > most or m - n > most:
        return most + 1
    if n == 0 or m == 0:
        return max(n, m)
    before, here, after = 0, 1, 2
    for j in range(m + 1):
        rows[here, j] = j
    for i in range(1, n + 1):
        rows[after, 0] = i
        least = i
        letter = left[a0 + i - 1]
        low, high = max(1, i - most), min(m, i + most)
        if low > 1:
            rows[after, low - 1] = most + 1
        for j in range(low, high + 1):
            other = right[b0 + j - 1]
            cost = rows[here, j - 1] + (0 if letter == other else 1)
            if j < i + most:
                cost = min(cost, rows[here, j] + 1)
            cost = min(cost, rows[after, j - 1] + 1)
            if i > 1 and j > 1 and letter == right[b0 + j - 2] and left[a0 + i - 2] == other:
                cost = min(cost, rows[before, j - 2] + 1)
            rows[after, j] = cost
            least = min(least, cost)
        if least > most:
            return most + 1
        before, here, after = here, after, before
    return int(min(rows[here, m], most + 1))


def allowed_edits(size: int) -> int:
    """How many edits a word of that length may have and still be a misspelling of another."""
    if size <= 2:
        return 0
    if size <= 5:
        return 1
    if size <= 8:
        return 2
    return 3 if size <= 12 else 4


def likeness(left: Any, left_letters: Any, right: Any, right_letters: Any, rows: Any) -> tuple[float, int]:
    """How alike two tokens are, 0 to 1, and what they have in common."""
    a0, a1, b0, b1 = left["text_at"], left["text_end"], right["text_at"], right["text_end"]
    n, m = a1 - a0, b1 - b0
    if n == m and same_letters(left_letters, a0, right_letters, b0, n):
        return 1.0, SAME
    marks = left["marks"] | right["marks"]
    if marks & DIGITS:
        return 0.0, DIFFERENT
    if n == 1 or m == 1:
        if left_letters[a0] == right_letters[b0] and n + m > 2:
            return 0.7, FIRST_LETTER
        return 0.0, DIFFERENT
    if left["concept"] >= 0 and left["concept"] == right["concept"]:
        return 0.9, MEANING
    if marks & VOWELLESS:
        return consonant_likeness(left, left_letters, right, right_letters, rows)
    spelt = closeness(left["text_set"], left_letters, a0, a1, right["text_set"], right_letters, b0, b1, rows)
    a0, a1, b0, b1 = left["sound_at"], left["sound_end"], right["sound_at"], right["sound_end"]
    heard = closeness(left["sound_set"], left_letters, a0, a1, right["sound_set"], right_letters, b0, b1, rows)
    if heard > spelt:
        mixed = 0.35 * max(spelt, heard - 0.4) + 0.65 * heard
        if mixed >= 0.5:
            return mixed, SOUND
        return 0.0, DIFFERENT
    if spelt >= 0.5:
        return spelt, SPELLING
    return 0.0, DIFFERENT


def closeness(
    left_set: int, left: Any, a0: int, a1: int, right_set: int, right: Any, b0: int, b1: int, rows: Any
) -> float:
    """One less the share of letters that are edited, 0 where there are more edits than a misspelling has.

    Each edit changes the set of letters by two at most, which rules most pairs out before the edits are counted.
    """
    n, m = a1 - a0, b1 - b0
    size = max(n, m)
    most = allowed_edits(size)
    if size - min(n, m) > most or size < 2 or bits(left_set ^ right_set) > 2 * most:
        return 0.0
    apart = edits(left, a0, a1, right, b0, b1, most, rows)
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


def letter_set(letters: Any, start: int, end: int) -> int:
    """A bit for each letter that occurs in a stretch; digits have none, as words with digits are never nearly alike."""
    found = 0
    for at in range(start, end):
        letter = int(letters[at]) - 97
        if letter >= 0:
            found |= 1 << letter
    return found


def consonant_likeness(left: Any, left_letters: Any, right: Any, right_letters: Any, rows: Any) -> tuple[float, int]:
    """How alike two tokens are by their consonants, where one comes from a script that writes no vowels."""
    a0, a1, b0, b1 = left["bones_at"], left["bones_end"], right["bones_at"], right["bones_end"]
    n, m = a1 - a0, b1 - b0
    if n == 0 or m == 0:
        return 0.0, DIFFERENT
    if n == m and same_letters(left_letters, a0, right_letters, b0, n):
        if n > 1:
            return 0.92, CONSONANTS
        return 0.7, CONSONANTS
    size = max(n, m)
    most = 1 if size >= 3 else 0
    apart = edits(left_letters, a0, a1, right_letters, b0, b1, most, rows)
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


def make_slots(tokens: Any, letters: Any, first: int, last: int, slots: Any) -> int:
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
        slot["marks"] = start["marks"] & end["marks"] & VOWELLESS
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


def link_all(slots: Any, count: int, letters: Any, theirs: Any, their_letters: Any, links: Any, rows: Any) -> int:
    """Compare all slots with all tokens of one other name; give the number of links written."""
    found = 0
    for v in range(count):
        for place in range(len(theirs)):
            if slots[v]["part"] == BEGINNING or slots[v]["part"] == ENDING:
                if part_likeness(slots[v], letters, theirs[place], their_letters):
                    found = write_link(links, found, v, place, 1.0, SAME)
            else:
                alike, common = likeness(slots[v], letters, theirs[place], their_letters, rows)
                if alike > 0.0:
                    found = write_link(links, found, v, place, alike, common)
    return found


def align(slots: Any, theirs: Any, their_ids: Any, start: int, links: Any, count: int, pairs: Any) -> int:
    """Pair tokens one to one, best first; give the number of pairs written to `pairs`.

    A pair rules out all others on the same stretch of our name and on the same token of theirs.
    """
    found = 0
    for row in range(count):
        alike = links[row, 2]
        worth = slots[int(links[row, 0])]["weight"] + theirs[their_ids[start + int(links[row, 1])]]["weight"]
        links[row, 4] = alike * alike * (worth + 0.01)
    while found < MOST_PAIRS:
        best, chosen = 0.0, -1
        for row in range(count):
            if links[row, 4] > best:
                best, chosen = links[row, 4], row
        if chosen < 0:
            break
        for column in range(4):
            pairs[found, column] = links[chosen, column]
        found += 1
        taken, place = slots[int(links[chosen, 0])], links[chosen, 1]
        for row in range(count):
            slot = slots[int(links[row, 0])]
            if links[row, 1] == place or (slot["since"] < taken["until"] and taken["since"] < slot["until"]):
                links[row, 4] = 0.0
    return found


def left_over(contradiction: float, omission: float, matched: float, ours: float, theirs: float) -> float:
    """The share of the whole that agreement makes up, where words of so much weight are left over on each side."""
    both = min(ours, theirs)
    return matched / (matched + contradiction * both + omission * (max(ours, theirs) - both))


def add_up(
    rules: Any, slots: Any, our_total: float, theirs: Any, their_ids: Any, start: int, end: int, pairs: Any, parts: Any
) -> float:
    """The score of an alignment, before legal forms and types; `parts` gets what it is made of.

    Parts: likeness of the paired words, share left after words without a partner, factor for how much the words
    tell; the first of `parts` holds the number of pairs when it is called.
    """
    count = int(parts[0])
    matched = alike = ours_used = theirs_used = evidence = their_total = 0.0
    for pair in range(count):
        slot, token = slots[int(pairs[pair, 0])], theirs[their_ids[start + int(pairs[pair, 1])]]
        weight = 0.5 * (slot["weight"] + token["weight"])
        matched += weight
        alike += weight * pairs[pair, 2]
        ours_used += slot["weight"]
        theirs_used += token["weight"]
        evidence += weight * pairs[pair, 2] * min(1.0, 0.2 * (token["text_end"] - token["text_at"]))
    for place in range(start, end):
        their_total += theirs[their_ids[place]]["weight"]
    if matched <= 0.0:
        parts[0] = parts[1] = parts[2] = 0.0
        return 0.0
    ours_left, theirs_left = max(0.0, our_total - ours_used), max(0.0, their_total - theirs_used)
    parts[0] = alike / matched
    parts[1] = left_over(rules.contradiction, rules.omission, matched, ours_left, theirs_left)
    parts[2] = min(1.0, rules.least + rules.evidence * evidence)
    if count > 1 and ours_left < 1e-6 and theirs_left < 1e-6 and alike >= 0.999 * matched:
        parts[2] = max(parts[2], rules.identical)
    return float(parts[0] * parts[1] * parts[2])


def adjust(rules: Any, our_form: int, their_form: int, our_type: int, their_type: int) -> float:
    """What legal forms and types take off: forms that differ or stand on one side, types that differ."""
    off = 0.0
    if our_form != their_form:
        off += rules.forms_differ if our_form and their_form else rules.form_missing
    if our_type and their_type and our_type != their_type:
        off += rules.types_differ
    return off


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


def note_letters(tokens: Any, letters: Any) -> None:
    """Write down for each token which letters occur in it."""
    for i in range(len(tokens)):
        tokens[i]["text_set"] = letter_set(letters, tokens[i]["text_at"], tokens[i]["text_end"])
        tokens[i]["sound_set"] = letter_set(letters, tokens[i]["sound_at"], tokens[i]["sound_end"])
