"""The inner loops of searching a list: from the tokens of a name to the listed names that are most like it.

Like those of `clew.names.kernels`, they run as they stand and compiled. A search goes three steps: tokens of the list
that are like ours (by shared features), names of the list that hold many of them, and the exact score of the best of
those.
"""

from typing import Any

from clew.names.kernels import (
    BEGINNING,
    ENDING,
    INITIAL,
    MEANING,
    SAME,
    VOWELLESS,
    add_up,
    adjust,
    align,
    allowed_edits,
    bone_features,
    feature,
    features,
    left_over,
    likeness,
    make_slots,
    part_likeness,
    write_link,
)


def telling_features(feature_at: Any, found: Any, weights: Any, size: int, often: Any, kept: float) -> int:
    """Put the rarest features first; give how many are worth looking at: a share of them, and all that tell alone."""
    for i in range(size):
        bucket = found[i]
        often[i] = feature_at[bucket + 1] - feature_at[bucket]
        if weights[i] > 1:
            often[i] -= 1_000_000
    for i in range(1, size):
        key, bucket, weight = often[i], found[i], weights[i]
        j = i - 1
        while j >= 0 and often[j] > key:
            often[j + 1], found[j + 1], weights[j + 1] = often[j], found[j], weights[j]
            j -= 1
        often[j + 1], found[j + 1], weights[j + 1] = key, bucket, weight
    alone = 0
    while alone < size and often[alone] < 0:
        alone += 1
    return alone + int(kept * (size - alone) + 0.999)


def count_features(
    feature_at: Any, feature_tokens: Any, found: Any, weights: Any, size: int, counts: Any, touched: Any
) -> int:
    """Count for each token of the list how many features it shares; give how many tokens were touched."""
    number = 0
    for i in range(size):
        weight = weights[i]
        for at in range(feature_at[found[i]], feature_at[found[i] + 1]):
            token = feature_tokens[at]
            if counts[token] == 0:
                touched[number] = token
                number += 1
            counts[token] += weight
    return number


def match_slot(rules: Any, index: Any, slot: Any, number: int, letters: Any, work: Any, matches: int) -> int:
    """Find the tokens of the list that are like a slot; give how many matches there are now."""
    size = slot["sound_end"] - slot["sound_at"]
    letterless = slot["marks"] & VOWELLESS
    count = features(slot, letters, work.found, work.weights)
    if letterless:
        count = bone_features(slot, letters, work.found, work.weights, count)
    count = telling_features(index.feature_at, work.found, work.weights, count, work.often, rules.kept)
    touched = count_features(
        index.feature_at, index.feature_tokens, work.found, work.weights, count, work.counts, work.touched
    )
    for i in range(touched):
        token = work.touched[i]
        shared = work.counts[token]
        work.counts[token] = 0
        if shared < 2:
            continue
        if shared < 9 and not letterless:
            other = index.tokens[token]["sound_end"] - index.tokens[token]["sound_at"]
            longer, shorter = max(size, other), min(size, other)
            if shared < rules.shared * longer or longer - shorter > allowed_edits(longer):
                continue
        alike, common = likeness(slot, letters, index.tokens[token], index.letters, work.rows)
        if alike >= rules.near:
            matches = note_match(work.head, work.match, matches, token, number, alike, common)
    if slot["concept"] >= 0:
        concept = slot["concept"]
        for at in range(index.concept_at[concept], index.concept_at[concept + 1]):
            matches = note_match(
                work.head, work.match, matches, index.concept_tokens[at], number, rules.meaning, MEANING
            )
    return matches


def match_part(index: Any, slot: Any, number: int, letters: Any, work: Any, matches: int) -> int:
    """Find tokens of the list that a long word begins with or ends in; give how many matches there are now."""
    a0, a1 = slot["text_at"], slot["text_end"]
    for cut in range(4, a1 - a0 - 1):
        start, end = (a0, a0 + cut) if slot["part"] == BEGINNING else (a1 - cut, a1)
        bucket = feature(29, letters, start, end, -1)
        for at in range(index.feature_at[bucket], index.feature_at[bucket + 1]):
            token = index.feature_tokens[at]
            size = index.tokens[token]["text_end"] - index.tokens[token]["text_at"]
            if size == cut and part_likeness(slot, letters, index.tokens[token], index.letters):
                matches = note_match(work.head, work.match, matches, token, number, 1.0, SAME)
    return matches


def note_match(head: Any, match: Any, matches: int, token: int, slot: int, alike: float, common: int) -> int:
    """Write down that a slot is like a token of the list, in a chain that begins at `head[token]`."""
    at = head[token]
    while at >= 0:
        if match[at]["slot"] == slot:
            if alike > match[at]["alike"]:
                match[at]["alike"] = alike
                match[at]["common"] = common
            return matches
        at = match[at]["next"]
    if matches >= len(match):
        return matches
    match[matches]["token"], match[matches]["slot"] = token, slot
    match[matches]["alike"], match[matches]["common"] = alike, common
    match[matches]["next"] = head[token]
    head[token] = matches
    return matches + 1


def rank_tokens(tokens: Any, match: Any, matches: int, head: Any, often: Any, first: Any) -> int:
    """The distinct tokens found, rarest first: `first` gets a match of each; give their number."""
    count = 0
    for row in range(matches):
        token = match[row]["token"]
        if head[token] == row:
            often[count] = tokens[token]["names_end"] - tokens[token]["names_at"]
            first[count] = row
            count += 1
    sort_by(often, first, count)
    return count


def sort_by(keys: Any, values: Any, size: int) -> None:
    """Sort values by their keys, both in place, lowest first (shell sort: short, and needs no further room)."""
    gap = size // 2
    while gap > 0:
        for i in range(gap, size):
            key, value = keys[i], values[i]
            j = i
            while j >= gap and keys[j - gap] > key:
                keys[j] = keys[j - gap]
                values[j] = values[j - gap]
                j -= gap
            keys[j] = key
            values[j] = value
        gap //= 2


def gain_of(slots: Any, match: Any, row: int) -> float:
    """The most that a token of the list gives to any slot."""
    best = 0.0
    while row >= 0:
        gain = match[row]["alike"] * match[row]["alike"] * slots[match[row]["slot"]]["weight"]
        best = max(best, gain)
        row = match[row]["next"]
    return best


def gather_names(budget: int, tokens: Any, token_names: Any, slots: Any, work: Any, count: int) -> int:
    """Add up for each name of the list how much of ours its tokens are like; give how many names were touched."""
    touched, left = 0, budget
    for rank in range(count):
        row = work.first[rank]
        token = tokens[work.match[row]["token"]]
        gain = gain_of(slots, work.match, row)
        for at in range(token["names_at"], token["names_end"]):
            name = token_names[at]
            if work.sums[name] == 0.0:
                work.names[touched] = name
                touched += 1
            work.sums[name] += gain
        left -= work.often[rank]
        if left <= 0:
            break
    return touched


def best_names(rules: Any, name_weight: Any, our_total: float, touched: int, work: Any) -> int:
    """Keep the names that promise most for their length; give how many."""
    kept, worst, lowest = 0, 0, 0.0
    room = len(work.kept)
    for i in range(touched):
        name = work.names[i]
        total = work.sums[name]
        work.sums[name] = 0.0
        if kept == room and total <= lowest:
            continue
        ours, theirs = max(0.0, our_total - total), max(0.0, name_weight[name] - total)
        promise = total * left_over(rules.contradiction, rules.omission, total, ours, theirs)
        if kept < room:
            work.kept[kept], work.promise[kept] = name, promise
            kept += 1
        elif promise > lowest:
            work.kept[worst], work.promise[worst] = name, promise
        else:
            continue
        if kept == room:
            worst = 0
            for at in range(1, room):
                if work.promise[at] < work.promise[worst]:
                    worst = at
            lowest = work.promise[worst]
    return kept


def link_found(index: Any, slots: Any, count: int, letters: Any, start: int, end: int, work: Any) -> int:
    """Links between our slots and the tokens of a listed name: the matches found, initials, and what was overlooked."""
    found = 0
    for place in range(start, end):
        token = index.name_tokens[place]
        at = work.head[token]
        while at >= 0:
            match = work.match[at]
            found = write_link(work.links, found, match["slot"], place - start, match["alike"], match["common"])
            at = match["next"]
        missed = work.head[token] < 0
        for v in range(count):
            if slots[v]["part"] == 0 and (missed or (slots[v]["marks"] | index.tokens[token]["marks"]) & INITIAL):
                alike, common = likeness(slots[v], letters, index.tokens[token], index.letters, work.rows)
                if alike > 0.0:
                    found = write_link(work.links, found, v, place - start, alike, common)
    return found


def search(rules: Any, index: Any, tokens: Any, letters: Any, queries: Any, work: Any, best: Any, pairs: Any) -> None:
    """Search the list for a batch of names; `best` and `pairs` get the best listings of each."""
    for query in range(len(queries)):
        slots = make_slots(tokens, letters, queries[query]["first"], queries[query]["last"], work.slots)
        total = 0.0
        matches = 0
        for v in range(slots):
            part = work.slots[v]["part"]
            if part == 0:
                total += work.slots[v]["weight"]
            if part in (BEGINNING, ENDING):
                matches = match_part(index, work.slots[v], v, letters, work, matches)
            elif not work.slots[v]["marks"] & INITIAL:
                matches = match_slot(rules, index, work.slots[v], v, letters, work, matches)
        count = rank_tokens(index.tokens, work.match, matches, work.head, work.often, work.first)
        touched = gather_names(rules.budget, index.tokens, index.token_names, work.slots, work, count)
        kept = best_names(rules, index.name_weight, total, touched, work)
        for i in range(kept):
            name = work.kept[i]
            start, end = index.names[name]["at"], index.names[name]["end"]
            links = link_found(index, work.slots, slots, letters, start, end, work)
            work.parts[0] = align(work.slots, index.tokens, index.name_tokens, start, work.links, links, work.pairs)
            found = int(work.parts[0])
            score = add_up(
                rules, work.slots, total, index.tokens, index.name_tokens, start, end, work.pairs, work.parts
            )
            listed, asked = index.names[name], queries[query]
            score -= adjust(rules, asked["form"], listed["form"], asked["type"], listed["type"])
            rank = place_for(best[query], index.names, listed["listing"], score, pairs[query])
            if rank >= 0:
                write_best(
                    best[query][rank], name, score, found, work.parts, work.pairs, work.slots, pairs[query, rank]
                )
        for row in range(matches):
            work.head[work.match[row]["token"]] = -1


def place_for(best: Any, names: Any, listing: int, score: float, pairs: Any) -> int:
    """Make room for a result among the best, one name for each listing; give its rank, -1 where it is none of them."""
    size = len(best)
    rank = size
    for at in range(size):
        name = best[at]["name"]
        if name < 0 or names[name]["listing"] == listing:
            rank = at
            break
    if rank == size:
        rank = size - 1
    if best[rank]["name"] >= 0 and best[rank]["score"] >= score:
        return -1
    while rank > 0 and best[rank - 1]["score"] < score:
        move(best[rank - 1], best[rank], pairs[rank - 1], pairs[rank])
        rank -= 1
    return rank


def move(source: Any, target: Any, pairs: Any, to: Any) -> None:
    """Move one result to another rank."""
    target["name"], target["score"], target["count"] = source["name"], source["score"], source["count"]
    target["alike"], target["share"], target["telling"] = source["alike"], source["share"], source["telling"]
    for pair in range(source["count"]):
        for column in range(pairs.shape[1]):
            to[pair, column] = pairs[pair, column]


def write_best(best: Any, name: int, score: float, count: int, parts: Any, found: Any, slots: Any, pairs: Any) -> None:
    """Write one result: the name, its score, and for each pair our stretch, their place, likeness, kind, our weight."""
    best["name"], best["score"], best["count"] = name, score, count
    best["alike"], best["share"], best["telling"] = parts[0], parts[1], parts[2]
    for pair in range(count):
        slot = slots[int(found[pair, 0])]
        pairs[pair, 0], pairs[pair, 1] = slot["since"], slot["until"]
        for column in range(1, 4):
            pairs[pair, column + 1] = found[pair, column]
        pairs[pair, 5] = slot["weight"]


def token_features(tokens: Any, letters: Any, owner: Any, bucket: Any, found: Any, weights: Any) -> int:
    """All features of all tokens of a list, as pairs of bucket and token; only counted where there is no room."""
    total = 0
    for token in range(len(tokens)):
        number = features(tokens[token], letters, found, weights)
        number = bone_features(tokens[token], letters, found, weights, number)
        if total + number <= len(owner):
            for i in range(number):
                owner[total + i] = token
                bucket[total + i] = found[i]
        total += number
    return total


def invert(keys: Any, values: Any, at: Any, out: Any) -> None:
    """Sort values by key (counting sort): the values of key k stand at `out[at[k] : at[k + 1]]` in their order."""
    for i in range(len(keys)):
        at[keys[i] + 1] += 1
    for k in range(len(at) - 1):
        at[k + 1] += at[k]
    for i in range(len(keys) - 1, -1, -1):
        at[keys[i] + 1] -= 1
        out[at[keys[i] + 1]] = values[i]
    for k in range(len(at) - 1):
        at[k] = at[k + 1]
    at[len(at) - 1] = len(keys)
