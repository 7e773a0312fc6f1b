"""The inner loops of scoring: pair the words of two names, add up the score, and account for every part of it.

Like those of `clew.names.kernels`, they run as they stand and compiled; docs/reference/screening.md explains the rule.
"""

from typing import Any

from clew.names.kernels import (
    FOREIGN,
    MEANING,
    SAME,
    link_all,
    make_slots,
)

MOST_PAIRS = 24
MOST_ROWS = 72
"""More rows than an account has: pairs, words left over on both sides, and what is taken off."""

OURS_LEFT, THEIRS_LEFT, NO_PARTNER, LITTLE, FORMS, TYPES, ORDER, SCRIPT = 10, 11, 12, 13, 14, 15, 16, 17
"""What a row of an account is that is no pair of words: a word left over, or something taken off."""

UNIT = 10_000
"""Accounts count in ten-thousandths, so that parts add up to the score exactly."""


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


def take_off(rules: Any, asked: Any, listed: Any, differs: int, off: Any) -> float:
    """What is taken off for legal forms, types, order and script; `off` gets each, in the order of their rows."""
    off[0] = off[1] = off[2] = off[3] = 0.0
    if asked["form"] != listed["form"]:
        off[0] = rules.forms_differ if asked["form"] and listed["form"] else rules.form_missing
    if asked["type"] and listed["type"] and asked["type"] != listed["type"]:
        off[1] = rules.types_differ
    if differs & 1:
        off[2] = rules.order
    if differs & 2:
        off[3] = rules.script
    return float(off[0] + off[1] + off[2] + off[3])


def differences(slots: Any, theirs: Any, their_ids: Any, start: int, pairs: Any, count: int) -> int:
    """1 where paired words stand in another order or are written together or apart, 2 where a script differs."""
    found = 0
    for pair in range(count):
        slot = slots[int(pairs[pair, 0])]
        if slot["part"] != 0:
            found |= 1
        if (slot["marks"] ^ theirs[their_ids[start + int(pairs[pair, 1])]]["marks"]) & FOREIGN:
            found |= 2
        for other in range(pair):
            earlier = slots[int(pairs[other, 0])]["since"] < slot["since"]
            if earlier != (pairs[other, 1] < pairs[pair, 1]):
                found |= 1
    return found


def amount(value: float) -> int:
    """A value in ten-thousandths."""
    if value < 0.0:
        return -int(0.5 - value * UNIT)
    return int(0.5 + value * UNIT)


def write_row(rows: Any, at: int, kind: int, value: int, first: int, last: int, token: int) -> int:
    """Write one row of an account: kind, value, our stretch, their token; give the number of rows."""
    rows[at, 0], rows[at, 1], rows[at, 2], rows[at, 3], rows[at, 4] = kind, value, first, last, token
    return at + 1


def account(
    score: float,
    slots: Any,
    words: int,
    theirs: Any,
    their_ids: Any,
    bounds: Any,
    pairs: Any,
    parts: Any,
    off: Any,
    rows: Any,
) -> tuple[int, int]:
    """Write what each pair gives and what the rest takes off, so that the rows add up to the score.

    Give the number of rows and whether every word of ours stands in the other name and tells enough. `bounds` holds
    where their name begins and ends and the number of pairs.
    """
    start, end, count = bounds[0], bounds[1], bounds[2]
    total, same = 0.0, 1
    for pair in range(count):
        token = theirs[their_ids[start + int(pairs[pair, 1])]]
        total += 0.5 * (slots[int(pairs[pair, 0])]["weight"] + token["weight"])
        same &= (pairs[pair, 3] == SAME) | (pairs[pair, 3] == MEANING)
    n = 0
    for pair in range(count):
        slot, place = slots[int(pairs[pair, 0])], their_ids[start + int(pairs[pair, 1])]
        value = amount(0.5 * (slot["weight"] + theirs[place]["weight"]) * pairs[pair, 2] / total)
        n = write_row(rows, n, int(pairs[pair, 3]), value, slot["since"], slot["until"], place)
    ours_left, theirs_left = 0, 0
    for word in range(words):
        free = True
        for pair in range(count):
            slot = slots[int(pairs[pair, 0])]
            if slot["since"] < 2 * word + 2 and slot["until"] > 2 * word:
                free = False
        if free:
            n = write_row(rows, n, OURS_LEFT, 0, 2 * word, 2 * word + 2, -1)
            ours_left += 1
    for place in range(start, end):
        free = True
        for pair in range(count):
            if pairs[pair, 1] == place - start:
                free = False
        if free:
            n = write_row(rows, n, THEIRS_LEFT, 0, 0, 0, their_ids[place])
            theirs_left += 1
    if parts[1] < 1.0:
        n = write_row(rows, n, NO_PARTNER, amount(-parts[0] * (1.0 - parts[1])), 0, 0, -1)
    if parts[2] < 1.0:
        n = write_row(rows, n, LITTLE, amount(-parts[0] * parts[1] * (1.0 - parts[2])), 0, 0, -1)
    for i in range(4):
        if off[i] > 0.0:
            n = write_row(rows, n, FORMS + i, amount(-off[i]), 0, 0, -1)
    settle(rows, n, amount(min(1.0, max(0.0, score))))
    whole = (theirs_left == 0 and count > 1) or parts[2] >= 0.95
    return n, int(same and ours_left == 0 and whole)


def settle(rows: Any, count: int, score: int) -> None:
    """Give what rounding and the bounds of 0 and 1 leave to the largest row, so that the sum is the score."""
    total, largest = 0, 0
    for at in range(count):
        total += rows[at, 1]
        if abs(rows[at, 1]) > abs(rows[largest, 1]):
            largest = at
    if count:
        rows[largest, 1] += score - total


def compare(rules: Any, tokens: Any, letters: Any, names: Any, room: Any) -> tuple[float, int]:
    """Score one name against another whose tokens stand behind its own; give the score and the number of rows.

    `names` holds a record of bounds, legal form and type for each of the two.
    """
    first, last = names[0]["at"], names[0]["end"]
    theirs = tokens[names[1]["at"] : names[1]["end"]]
    slots = make_slots(tokens, letters, first, last, room.slots, room.tables)
    links = link_all(room.slots, slots, room.tables, letters, theirs, letters, room.links)
    total = 0.0
    for i in range(first, last):
        total += tokens[i]["weight"]
    count = align(room.slots, theirs, room.ids, 0, room.links, links, room.pairs)
    room.parts[0] = count
    score = add_up(rules, room.slots, total, theirs, room.ids, 0, len(theirs), room.pairs, room.parts)
    differs = differences(room.slots, theirs, room.ids, 0, room.pairs, count)
    score -= take_off(rules, names[0], names[1], differs, room.off)
    if count == 0:
        return 0.0, 0
    room.bounds[0], room.bounds[1], room.bounds[2] = 0, len(theirs), count
    n, _ = account(
        score, room.slots, last - first, theirs, room.ids, room.bounds, room.pairs, room.parts, room.off, room.rows
    )
    return score, n


def compare_pairs(
    rules: Any, tokens: Any, letters: Any, names: Any, room: Any, least: int, counts: Any, rows: Any
) -> None:
    """Score pairs of names whose records stand two by two in `names`; write the account of each into its `rows`.

    `counts` gets the number of rows of each account, -1 where the score is less than `least` ten-thousandths.
    """
    for pair in range(len(counts)):
        score, count = compare(rules, tokens, letters, names[2 * pair : 2 * pair + 2], room)
        counts[pair] = count if amount(score) >= least else -1
        if counts[pair] > 0:
            for row in range(count):
                for column in range(rows.shape[2]):
                    rows[pair, row, column] = room.rows[row, column]
