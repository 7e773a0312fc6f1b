"""The inner loops of searching a list: from the tokens of a name to the listed names that are most like it.

Like those of `clew.names.kernels`, they run as they stand and compiled. A search goes three steps: tokens of the list
that are like ours (by shared features), names of the list that hold many of them, and the exact score of the best of
those.
"""

from typing import Any

import numpy as np

from clew.names.kernels import (
    INITIAL,
    MEANING,
    VOWELLESS,
    add_up,
    adjust,
    align,
    bone_features,
    features,
    left_over,
    likeness,
    part_likeness,
)

MOST_MATCHES = 4000
MOST_LINKS = 600


def count_features(index: Any, found: Any, weights: Any, count: int, work: Any) -> int:
    """Count for each token of the list how many features it shares; give how many tokens were touched."""
    touched = 0
    for i in range(count):
        bucket = found[i]
        for at in range(index.feature_at[bucket], index.feature_at[bucket + 1]):
            token = index.feature_tokens[at]
            if work.counts[token] == 0:
                work.touched[touched] = token
                touched += 1
            work.counts[token] += weights[i]
    return touched


def match_tokens(rules: Any, index: Any, ours: Any, first: int, last: int, work: Any) -> int:
    """Find the tokens of the list that are like our tokens; give how many matches were written to `work.match`."""
    matches = 0
    for v in range(first, last):
        if ours.part[v]:
            matches = match_part(index, ours, v, work, matches)
            continue
        if ours.marks[v] & INITIAL:
            continue
        count = features(ours, v, work.found, work.weights)
        if ours.marks[v] & VOWELLESS:
            count = bone_features(ours, v, work.found, work.weights, count)
        size = ours.sound_at[v + 1] - ours.sound_at[v]
        need = max(2, int(rules.shared * size))
        touched = count_features(index, work.found, work.weights, count, work)
        for i in range(touched):
            token = work.touched[i]
            enough = work.counts[token] >= need
            work.counts[token] = 0
            if enough and matches < MOST_MATCHES:
                alike, common = likeness(ours, v, index.tokens, token, work.rows)
                if alike >= rules.near:
                    matches = note_match(work, matches, token, v, alike, common)
        concept = ours.concept[v]
        if concept >= 0:
            for at in range(index.concept_at[concept], index.concept_at[concept + 1]):
                token = index.concept_tokens[at]
                if matches < MOST_MATCHES:
                    matches = note_match(work, matches, token, v, rules.meaning, MEANING)
    return matches


def match_part(index: Any, ours: Any, v: int, work: Any, matches: int) -> int:
    """Find tokens of the list that our word begins with or ends in."""
    a0, a1 = ours.text_at[v], ours.text_at[v + 1]
    for cut in range(4, a1 - a0 - 1):
        start, end = (a0, a0 + cut) if ours.part[v] == 1 else (a1 - cut, a1)
        bucket = text_feature(ours.text, start, end)
        for at in range(index.feature_at[bucket], index.feature_at[bucket + 1]):
            token = index.feature_tokens[at]
            alike, common = part_likeness(ours, v, index.tokens, token)
            size = index.tokens.text_at[token + 1] - index.tokens.text_at[token]
            if alike > 0.0 and size == cut and matches < MOST_MATCHES:
                matches = note_match(work, matches, token, v, alike, common)
    return matches


def text_feature(letters: Any, start: int, end: int) -> int:
    """The bucket of a whole text; the same as the last one that `features` gives."""
    mixed = 29
    for at in range(start, end):
        mixed = (mixed * 1_000_003 + int(letters[at]) + 1) & 0x3FFFFFFF
    mixed ^= mixed >> 15
    return mixed % (1 << 17)


def note_match(work: Any, matches: int, token: int, v: int, alike: float, common: int) -> int:
    """Write down that our token is like a token of the list, in a chain that begins at `work.head[token]`."""
    at = work.head[token]
    while at >= 0:
        if work.match_slot[at] == v:
            if alike > work.match_like[at]:
                work.match_like[at] = alike
                work.match_common[at] = common
            return matches
        at = work.match_next[at]
    work.match_token[matches] = token
    work.match_slot[matches] = v
    work.match_like[matches] = alike
    work.match_common[matches] = common
    work.match_next[matches] = work.head[token]
    work.head[token] = matches
    return matches + 1


def gather_names(rules: Any, index: Any, ours: Any, matches: int, work: Any) -> int:
    """Add up for each name of the list how much of our name its tokens are like; give how many names were touched."""
    tokens = 0
    for row in range(matches):
        token = work.match_token[row]
        gain = work.match_like[row] * work.match_like[row] * ours.weight[work.match_slot[row]]
        if work.gain[token] == 0.0:
            work.gained[tokens] = token
            work.often[tokens] = index.names_at[token + 1] - index.names_at[token]
            tokens += 1
        work.gain[token] = max(work.gain[token], gain)
    order = np.argsort(work.often[:tokens])
    touched, left = 0, rules.budget
    for rank in range(tokens):
        token = work.gained[order[rank]]
        gain = work.gain[token]
        work.gain[token] = 0.0
        if left <= 0:
            continue
        for at in range(index.names_at[token], index.names_at[token + 1]):
            name = index.token_names[at]
            if work.sums[name] == 0.0:
                work.names[touched] = name
                touched += 1
            work.sums[name] += gain
        left -= work.often[order[rank]]
    return touched


def best_names(rules: Any, index: Any, our_total: float, touched: int, work: Any) -> int:
    """Keep the names that promise most, best sum for its length first; give how many."""
    kept, worst, lowest = 0, 0, 0.0
    room = len(work.kept)
    for i in range(touched):
        name = work.names[i]
        total = work.sums[name]
        work.sums[name] = 0.0
        promise = total * left_over(
            rules, total, max(0.0, our_total - total), max(0.0, index.name_weight[name] - total)
        )
        if kept < room:
            work.kept[kept] = name
            work.promise[kept] = promise
            kept += 1
            if kept == room:
                worst = int(np.argmin(work.promise))
                lowest = work.promise[worst]
        elif promise > lowest:
            work.kept[worst] = name
            work.promise[worst] = promise
            worst = int(np.argmin(work.promise))
            lowest = work.promise[worst]
    return kept


def link_found(index: Any, ours: Any, first: int, last: int, name: int, work: Any) -> int:
    """Links between our tokens and those of a listed name, from the matches found and from initials."""
    count = 0
    start, end = index.name_at[name], index.name_at[name + 1]
    for place in range(start, end):
        token = index.name_tokens[place]
        at = work.head[token]
        while at >= 0 and count < MOST_LINKS:
            count = write_link(
                work.links, count, work.match_slot[at], place - start, work.match_like[at], work.match_common[at]
            )
            at = work.match_next[at]
        for v in range(first, last):
            if (ours.marks[v] | index.tokens.marks[token]) & INITIAL and not ours.part[v] and count < MOST_LINKS:
                alike, common = likeness(ours, v, index.tokens, token, work.rows)
                if alike > 0.0:
                    count = write_link(work.links, count, v, place - start, alike, common)
    return count


def write_link(links: Any, count: int, v: int, place: int, alike: float, common: int) -> int:
    """Write one link; give the number of links."""
    links[count, 0] = v
    links[count, 1] = place
    links[count, 2] = alike
    links[count, 3] = common
    return count + 1


def search(rules: Any, index: Any, ours: Any, queries: Any, work: Any, out: Any) -> None:
    """Search the list for a batch of names; `out` gets the best listings of each with score and pairs."""
    for query in range(len(queries.first)):
        first, last = queries.first[query], queries.last[query]
        matches = match_tokens(rules, index, ours, first, last, work)
        touched = gather_names(rules, index, ours, matches, work)
        kept = best_names(rules, index, queries.total[query], touched, work)
        for i in range(kept):
            consider(rules, index, ours, queries, query, work.kept[i], work, out)
        for row in range(matches):
            work.head[work.match_token[row]] = -1


def consider(rules: Any, index: Any, ours: Any, queries: Any, query: int, name: int, work: Any, out: Any) -> None:
    """Score one listed name, and put it among the best if it belongs there: one name for each listing."""
    start, end = index.name_at[name], index.name_at[name + 1]
    count = link_found(index, ours, queries.first[query], queries.last[query], name, work)
    pairs = align(ours, index.tokens, index.name_tokens, start, work.links, count, work.pairs)
    score = add_up(
        rules, ours, queries.total[query], index.tokens, index.name_tokens, start, end, work.pairs, pairs, work.parts
    )
    listing = index.name_listing[name]
    score -= adjust(rules, queries.form[query], index.name_form[name], queries.type[query], index.name_type[name])
    limit = out.score.shape[1]
    place = limit
    for rank in range(out.count[query]):
        if index.name_listing[out.name[query, rank]] == listing:
            if score <= out.score[query, rank]:
                return
            place = rank
            break
    if place == limit:
        if out.count[query] < limit:
            place = out.count[query]
            out.count[query] += 1
        elif score > out.score[query, limit - 1]:
            place = limit - 1
        else:
            return
    while place > 0 and out.score[query, place - 1] < score:
        move_row(out, query, place - 1, place)
        place -= 1
    out.name[query, place] = name
    out.score[query, place] = score
    out.pairs[query, place] = pairs
    for part in range(3):
        out.parts[query, place, part] = work.parts[part]
    for pair in range(pairs):
        for column in range(4):
            out.pair[query, place, pair, column] = work.pairs[pair, column]


def move_row(out: Any, query: int, source: int, target: int) -> None:
    """Move one result to another rank."""
    out.name[query, target] = out.name[query, source]
    out.score[query, target] = out.score[query, source]
    out.pairs[query, target] = out.pairs[query, source]
    for part in range(3):
        out.parts[query, target, part] = out.parts[query, source, part]
    for pair in range(out.pairs[query, source]):
        for column in range(4):
            out.pair[query, target, pair, column] = out.pair[query, source, pair, column]


def token_features(tokens: Any, count: int, owner: Any, bucket: Any, found: Any, weights: Any, store: bool) -> int:
    """All features of all tokens of a list, as pairs of bucket and token; only counted unless `store`."""
    total = 0
    for token in range(count):
        number = features(tokens, token, found, weights)
        number = bone_features(tokens, token, found, weights, number)
        if store:
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
    place = at.copy()
    for i in range(len(keys)):
        out[place[keys[i]]] = values[i]
        place[keys[i]] += 1
