"""The inner loops of comparison: plain functions on arrays that `clew.names.compiled` can turn to machine code.

They run as they stand for a single name and are compiled for bulk work; both ways give the same numbers. To stay
within what the compiler knows they use numbers, arrays and lists of numbers only, and no function but those here.

Layout of tokens (`Tokens` in `clew.names.arrays`): characters of all texts in one array, token i from `at[i]` on.
"""

from typing import Any

DIGITS, INITIAL, VOWELLESS = 1, 2, 4
DIFFERENT, SAME, SPELLING, SOUND, MEANING, FIRST_LETTER, CONSONANTS = 0, 1, 2, 3, 4, 5, 6
"""What a pair of tokens has in common."""

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
    n, m = a1 - a0, b1 - b0
    if n - m > most or m - n > most:
        return most + 1
    before, here, after = 0, 1, 2
    for j in range(m + 1):
        rows[here][j] = j
    for i in range(1, n + 1):
        rows[after][0] = i
        least = i
        letter = left[a0 + i - 1]
        for j in range(1, m + 1):
            other = right[b0 + j - 1]
            cost = rows[here][j - 1] + (0 if letter == other else 1)
            cost = min(cost, rows[here][j] + 1, rows[after][j - 1] + 1)
            if i > 1 and j > 1 and letter == right[b0 + j - 2] and left[a0 + i - 2] == other:
                cost = min(cost, rows[before][j - 2] + 1)
            rows[after][j] = cost
            least = min(least, cost)
        if least > most:
            return most + 1
        before, here, after = here, after, before
    return int(min(rows[here][m], most + 1))


def allowed_edits(size: int) -> int:
    """How many edits a word of that length may have and still be a misspelling of another."""
    if size <= 2:
        return 0
    if size <= 5:
        return 1
    if size <= 8:
        return 2
    return 3 if size <= 12 else 4


def likeness(left: Any, i: int, right: Any, j: int, rows: Any) -> tuple[float, int]:
    """How alike two tokens are, 0 to 1, and what they have in common."""
    a0, a1, b0, b1 = left.text_at[i], left.text_at[i + 1], right.text_at[j], right.text_at[j + 1]
    n, m = a1 - a0, b1 - b0
    if n == m and same_letters(left.text, a0, right.text, b0, n):
        return 1.0, SAME
    if (left.marks[i] | right.marks[j]) & DIGITS:
        return 0.0, DIFFERENT
    if n == 1 or m == 1:
        return (0.7, FIRST_LETTER) if left.text[a0] == right.text[b0] and n + m > 2 else (0.0, DIFFERENT)
    if left.concept[i] >= 0 and left.concept[i] == right.concept[j]:
        return 0.9, MEANING
    if (left.marks[i] | right.marks[j]) & VOWELLESS:
        return consonant_likeness(left, i, right, j, rows)
    size = max(n, m)
    most = allowed_edits(size)
    apart = edits(left.text, a0, a1, right.text, b0, b1, most, rows)
    spelt = 1.0 - apart / size if apart <= most else 0.0
    s0, s1, t0, t1 = left.sound_at[i], left.sound_at[i + 1], right.sound_at[j], right.sound_at[j + 1]
    size = max(s1 - s0, t1 - t0)
    most = allowed_edits(size)
    apart = edits(left.sound, s0, s1, right.sound, t0, t1, most, rows) if size > 1 else most + 1
    heard = 1.0 - apart / size if apart <= most else 0.0
    if heard > spelt:
        mixed = 0.35 * max(spelt, heard - 0.4) + 0.65 * heard
        return (mixed, SOUND) if mixed >= 0.5 else (0.0, DIFFERENT)
    return (spelt, SPELLING) if spelt >= 0.5 else (0.0, DIFFERENT)


def consonant_likeness(left: Any, i: int, right: Any, j: int, rows: Any) -> tuple[float, int]:
    """How alike two tokens are by their consonants, where one comes from a script that writes no vowels."""
    a0, a1, b0, b1 = left.bones_at[i], left.bones_at[i + 1], right.bones_at[j], right.bones_at[j + 1]
    n, m = a1 - a0, b1 - b0
    if n == 0 or m == 0:
        return 0.0, DIFFERENT
    if n == m and same_letters(left.bones, a0, right.bones, b0, n):
        return (0.92 if n > 1 else 0.7), CONSONANTS
    size = max(n, m)
    most = 1 if size >= 3 else 0
    apart = edits(left.bones, a0, a1, right.bones, b0, b1, most, rows)
    return (0.92 - 0.9 * apart / size, CONSONANTS) if apart <= most else (0.0, DIFFERENT)


def align(ours: Any, theirs: Any, their_ids: Any, start: int, links: Any, count: int, pairs: Any) -> int:
    """Pair tokens one to one, best first; give the number of pairs written to `pairs`.

    `links` holds `count` rows of our token, place of their token in the name, likeness and what they have in common.
    A pair rules out all others on the same stretch of our name and on the same token of theirs.
    """
    found = 0
    while found < MOST_PAIRS:
        best, chosen = 0.0, -1
        for row in range(count):
            v, place = int(links[row][0]), int(links[row][1])
            free = True
            for pair in range(found):
                other = int(pairs[pair][0])
                if place == int(pairs[pair][1]) or (
                    ours.since[v] < ours.until[other] and ours.since[other] < ours.until[v]
                ):
                    free = False
                    break
            if not free:
                continue
            alike = links[row][2]
            worth = alike * alike * (ours.weight[v] + theirs.weight[their_ids[start + place]] + 0.01)
            if worth > best:
                best, chosen = worth, row
        if chosen < 0:
            break
        for column in range(4):
            pairs[found][column] = links[chosen][column]
        found += 1
    return found


def left_over(rules: Any, matched: float, ours: float, theirs: float) -> float:
    """The share of the whole that agreement makes up, where words of so much weight are left over on each side."""
    both = min(ours, theirs)
    return float(matched / (matched + rules.contradiction * both + rules.omission * (max(ours, theirs) - both)))


def add_up(
    rules: Any,
    ours: Any,
    our_total: float,
    theirs: Any,
    their_ids: Any,
    start: int,
    end: int,
    pairs: Any,
    count: int,
    parts: Any,
) -> float:
    """The score of an alignment, before legal forms and types; `parts` gets what it is made of.

    Parts: likeness of the paired words, share left after words without a partner, factor for how much the words tell.
    """
    matched = alike = ours_used = theirs_used = evidence = their_total = 0.0
    for pair in range(count):
        v, token = int(pairs[pair][0]), their_ids[start + int(pairs[pair][1])]
        weight = 0.5 * (ours.weight[v] + theirs.weight[token])
        matched += weight
        alike += weight * pairs[pair][2]
        ours_used += ours.weight[v]
        theirs_used += theirs.weight[token]
        size = theirs.text_at[token + 1] - theirs.text_at[token]
        evidence += weight * pairs[pair][2] * min(1.0, 0.2 * size)
    for place in range(start, end):
        their_total += theirs.weight[their_ids[place]]
    if matched <= 0.0:
        parts[0] = parts[1] = parts[2] = 0.0
        return 0.0
    parts[0] = alike / matched
    parts[1] = left_over(rules, matched, max(0.0, our_total - ours_used), max(0.0, their_total - theirs_used))
    parts[2] = min(1.0, rules.least + rules.evidence * evidence)
    whole = our_total - ours_used < 1e-6 and their_total - theirs_used < 1e-6
    if whole and count > 1 and alike >= 0.999 * matched:
        parts[2] = max(parts[2], rules.identical)
    return float(parts[0] * parts[1] * parts[2])


def adjust(rules: Any, our_form: int, their_form: int, our_type: int, their_type: int) -> float:
    """What legal forms and types take off: forms that differ or are missing, types that exclude each other."""
    off = 0.0
    if our_form != their_form:
        off += rules.forms_differ if our_form and their_form else rules.form_missing
    if our_type and their_type and our_type != their_type:
        off += rules.types_differ
    return off


def link_tokens(
    ours: Any, first: int, last: int, theirs: Any, their_ids: Any, start: int, end: int, links: Any, rows: Any
) -> int:
    """Compare all our tokens with all of theirs; give the number of links written."""
    count = 0
    for v in range(first, last):
        for place in range(start, end):
            token = their_ids[place]
            if ours.part[v]:
                alike, common = part_likeness(ours, v, theirs, token)
            else:
                alike, common = likeness(ours, v, theirs, token, rows)
            if alike > 0.0 and count < len(links):
                links[count][0] = v
                links[count][1] = place - start
                links[count][2] = alike
                links[count][3] = common
                count += 1
    return count


def part_likeness(ours: Any, v: int, theirs: Any, token: int) -> tuple[float, int]:
    """Whether their token is how the word behind our part begins (part 1) or ends (part 2), by four letters or more."""
    a0, a1, b0, b1 = ours.text_at[v], ours.text_at[v + 1], theirs.text_at[token], theirs.text_at[token + 1]
    n, m = a1 - a0, b1 - b0
    if m < 4 or m >= n:
        return 0.0, DIFFERENT
    at = a0 if ours.part[v] == 1 else a1 - m
    return (1.0, SAME) if same_letters(ours.text, at, theirs.text, b0, m) else (0.0, DIFFERENT)


def feature(code: int, letters: Any, start: int, end: int, skip: int) -> int:
    """The bucket of a stretch of letters without the one at `skip`, kinds of features kept apart by `code`."""
    mixed = code
    for at in range(start, end):
        if at != skip:
            mixed = (mixed * 1_000_003 + int(letters[at]) + 1) & 0x3FFFFFFF
    mixed ^= mixed >> 15
    return mixed % FEATURE_SPACE


def features(tokens: Any, i: int, found: Any, weights: Any) -> int:
    """The features by which a token is found: triples of its sound, the sound with one letter left out, its text."""
    s0, s1 = tokens.sound_at[i], tokens.sound_at[i + 1]
    count = 0
    size = s1 - s0
    if size >= 3:
        for at in range(s0 - 1, s1 - 1):
            low, high = max(at, s0), min(at + 3, s1)
            found[count] = feature(11 + (at < s0) * 2 + (at + 3 > s1) * 4, tokens.sound, low, high, -1)
            weights[count] = 1
            count += 1
    if size <= 8:
        for skip in range(s0 - 1, s1):
            found[count] = feature(23, tokens.sound, s0, s1, skip if skip >= s0 else -1)
            weights[count] = 3
            count += 1
    found[count] = feature(29, tokens.text, tokens.text_at[i], tokens.text_at[i + 1], -1)
    weights[count] = 3
    return count + 1


def bone_features(tokens: Any, i: int, found: Any, weights: Any, start: int) -> int:
    """The features by which a token is found from a script without vowels: its consonants, all or all but one."""
    b0, b1 = tokens.bones_at[i], tokens.bones_at[i + 1]
    count = start
    if b1 > b0:
        for skip in range(b0 - 1, b1):
            if skip >= b0 and b1 - b0 < 3:
                break
            found[count] = feature(31, tokens.bones, b0, b1, skip if skip >= b0 else -1)
            weights[count] = 3
            count += 1
    return count
