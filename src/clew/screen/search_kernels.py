"""The inner loops of searching a list: from the tokens of a name to the listed names that are most like it.

Like those of `clew.names.kernels`, they run as they stand and compiled. A search goes three steps: tokens of the list
that are like ours (by shared features), names of the list that hold many of them, and the exact score of the best of
those.
"""

from typing import Any

from clew.names.kernels import (
    BEGINNING,
    ENDING,
    GRAIN,
    INITIAL,
    MARKS_AT,
    MEANING,
    SAME,
    VOWELLESS,
    allowed_edits,
    bone_features,
    far_apart,
    feature,
    features,
    likeness,
    make_slots,
    part_likeness,
    write_link,
)
from clew.names.score_kernels import account, add_up, align, amount, differences, left_over, take_off
from clew.screen.index_kernels import first_from, sort_by


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
    feature_at: Any, feature_tokens: Any, found: Any, weights: Any, size: int, window: Any, counts: Any, touched: Any
) -> tuple[int, int]:
    """Count for each token of a window how many features it shares; give how many were touched and reached enough.

    `window` holds the first and last token and how many features are enough; `touched[0]` gets the tokens touched,
    `touched[1]` those that reached enough.
    """
    first, last, need = window[0], window[1], window[2]
    number, reached = 0, 0
    for i in range(size):
        weight = weights[i]
        end = feature_at[found[i] + 1]
        at = first_from(feature_tokens, feature_at[found[i]], end, first)
        while at < end:
            token = feature_tokens[at]
            if token >= last:
                break
            before = counts[token]
            counts[token] = before + weight
            touched[0, number] = token
            number += before == 0
            touched[1, reached] = token
            reached += (before < need) & (before + weight >= need)
            at += 1
    return number, reached


def look_within(size_at: Any, size: int, share: float, letterless: int, window: Any) -> None:
    """The tokens that a slot of so many sounds is looked for among: sorted by size, those not too short or too long."""
    if letterless:
        window[0], window[1], window[2] = 0, size_at[len(size_at) - 1], 2
        return
    least = most = size
    while least > 1 and size - (least - 1) <= allowed_edits(size):
        least -= 1
    while most + 2 < len(size_at) and most + 1 - size <= allowed_edits(most + 1):
        most += 1
    top = len(size_at) - 2
    window[0], window[1] = size_at[min(least, top)], size_at[min(most, top) + 1]
    window[2] = max(2, int(share * size + 0.999))


def match_slot(rules: Any, index: Any, slot: Any, number: int, letters: Any, work: Any, matches: int) -> int:
    """Find the tokens of the list that are like a slot; give how many matches there are now."""
    size = slot["sound_end"] - slot["sound_at"]
    letterless = slot["marks"] & VOWELLESS
    tokens, their_letters, counts, tables = index.tokens, index.letters, work.counts, work.tables
    head, match, touched, sets = work.head, work.match, work.touched, index.sets
    if letterless:
        count = bone_features(slot, letters, work.found, work.weights, 0)
    else:
        count = features(slot, letters, work.found, work.weights)
    count = telling_features(index.feature_at, work.found, work.weights, count, work.often, rules.kept)
    look_within(index.size_at, size, rules.shared, letterless, work.window)
    number_touched, reached = count_features(
        index.feature_at, index.feature_tokens, work.found, work.weights, count, work.window, counts, touched
    )
    ours = slot["text_set"] | slot["sound_set"] << 32
    most = allowed_edits(size + 1)
    for i in range(reached):
        place = touched[1, i]
        shared = counts[place]
        if shared < 9 and not letterless:
            if far_apart(ours, sets[place], most):
                continue
            other = tokens[place]["sound_end"] - tokens[place]["sound_at"]
            if shared < rules.shared * max(size, other):
                continue
        token = tokens[place]
        alike, common = likeness(slot, number, tables, letters, token, their_letters)
        if alike >= rules.near:
            matches = note_match(head, match, matches, place, number, alike, common)
    for i in range(number_touched):
        counts[touched[0, i]] = 0
    if slot["concept"] >= 0:
        concept = slot["concept"]
        for at in range(index.concept_at[concept], index.concept_at[concept + 1]):
            matches = note_match(head, match, matches, index.concept_tokens[at], number, rules.meaning, MEANING)
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


def gain_of(slots: Any, match: Any, row: int, taken: int) -> tuple[int, int]:
    """The most that a token of the list gives to a slot on a stretch that is not taken: in grains, and the stretch.

    Stretches are sets of half words, a bit each; those beyond the eighth word have none and are never taken.
    """
    best, chosen = 0.0, 0
    while row >= 0:
        slot = slots[match[row]["slot"]]
        since, until = min(16, int(slot["since"])), min(16, int(slot["until"]))
        stretch = (1 << until) - (1 << since)
        if not stretch & taken:
            gain = match[row]["alike"] * match[row]["alike"] * slot["weight"]
            if gain > best:
                best, chosen = gain, stretch
        row = match[row]["next"]
    return int(GRAIN * best) + (best > 0.0), chosen


def gather_names(budget: int, tokens: Any, token_names: Any, slots: Any, work: Any, count: int) -> int:
    """Add up for each name of the list how much of ours its tokens are like; give how many names were touched.

    A stretch of our name counts once for each of theirs: the sums hold grains below, and above what is counted.
    """
    touched, left = 0, budget
    sums, names, match, first = work.sums, work.names, work.match, work.first
    for rank in range(count):
        row = first[rank]
        token = tokens[match[row]["token"]]
        gain, stretch = gain_of(slots, match, row, 0)
        start, end = token["names_at"], token["names_end"]
        for at in range(start, end):
            name = token_names[at]
            before = int(sums[name])
            if before >> 16 & stretch:
                more, other = gain_of(slots, match, row, before >> 16)
                sums[name] = (before + more) | (other << 16)
                continue
            sums[name] = (before + gain) | (stretch << 16)
            names[touched] = name
            touched += before == 0
        left -= end - start
        if left <= 0:
            break
    return touched


def best_names(rules: Any, name_weight: Any, our_total: float, touched: int, work: Any) -> int:
    """Keep the names that promise most for their length; give how many."""
    kept, worst, lowest, hurdle = 0, 0, 0.0, 0
    sums, names, chosen, promises = work.sums, work.names, work.kept, work.promise
    contradiction, omission = rules.contradiction, rules.omission
    room = len(chosen)
    for i in range(touched):
        name = names[i]
        grains = int(sums[name]) & 0xFFFF
        sums[name] = 0
        if grains <= hurdle:
            continue
        total = grains * (1.0 / GRAIN)
        ours, theirs = max(0.0, our_total - total), max(0.0, name_weight[name] * (1.0 / GRAIN) - total)
        promise = total * left_over(contradiction, omission, total, ours, theirs)
        if kept < room:
            chosen[kept], promises[kept] = name, promise
            kept += 1
        elif promise > lowest:
            chosen[worst], promises[worst] = name, promise
        else:
            continue
        if kept == room:
            worst = 0
            for at in range(1, room):
                if promises[at] < promises[worst]:
                    worst = at
            lowest = promises[worst]
            hurdle = int(lowest * GRAIN)
    return kept


def link_found(index: Any, slots: Any, count: int, letters: Any, start: int, end: int, work: Any) -> int:
    """Links between our slots and the tokens of a listed name: the matches found, initials, and what was overlooked."""
    found = 0
    links, head, matched, tables = work.links, work.head, work.match, work.tables
    tokens, name_tokens, their_letters, sets = index.tokens, index.name_tokens, index.letters, index.sets
    for place in range(start, end):
        token = name_tokens[place]
        at = head[token]
        missed = at < 0
        while at >= 0:
            match = matched[at]
            found = write_link(links, found, match["slot"], place - start, match["alike"], match["common"])
            at = match["next"]
        marks = sets[token] >> MARKS_AT
        for v in range(count):
            slot = slots[v]
            if slot["part"] != 0:
                continue
            if not (slot["marks"] | marks) & INITIAL:
                if not missed:
                    continue
                ours = slot["text_set"] | slot["sound_set"] << 32
                size = slot["sound_end"] - slot["sound_at"]
                if not (slot["marks"] | marks) & VOWELLESS and far_apart(ours, sets[token], allowed_edits(size + 2)):
                    continue
            alike, common = likeness(slot, v, tables, letters, tokens[token], their_letters)
            if alike > 0.0:
                found = write_link(links, found, v, place - start, alike, common)
    return found


def search(
    rules: Any, floor: float, index: Any, tokens: Any, letters: Any, queries: Any, work: Any, best: Any, rows: Any
) -> int:
    """Search the list for a batch of names; `best` gets the best listings of each, `rows` their accounts.

    Give the number of rows. `best` holds for each result the name, its score in ten-thousandths, whether it is exact,
    and where its account begins and ends.
    """
    written = 0
    for query in range(len(queries)):
        asked = queries[query]
        words = asked["end"] - asked["at"]
        slots = make_slots(tokens, letters, asked["at"], asked["end"], work.slots, work.tables)
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
        score_kept(rules, floor, index, asked, letters, slots, words, total, kept, work, best[query])
        for row in range(matches):
            work.head[work.match[row]["token"]] = -1
        written = write_accounts(work.rows, best[query], rows, written)
    return written


def score_kept(
    rules: Any,
    floor: float,
    index: Any,
    asked: Any,
    letters: Any,
    slots: int,
    words: int,
    total: float,
    kept: int,
    work: Any,
    best: Any,
) -> None:
    """Score the names kept, and put those among the best into place with their accounts."""
    names, ids, tokens = index.names, index.name_tokens, index.tokens
    our_slots, pairs, parts, off, bounds = work.slots, work.pairs, work.parts, work.off, work.bounds
    work.scores[:] = 0.0
    for i in range(kept):
        name = work.kept[i]
        listed = names[name]
        start, end = listed["at"], listed["end"]
        links = link_found(index, our_slots, slots, letters, start, end, work)
        count = align(our_slots, tokens, ids, start, work.links, links, pairs)
        parts[0] = count
        score = add_up(rules, our_slots, total, tokens, ids, start, end, pairs, parts)
        differs = differences(our_slots, tokens, ids, start, pairs, count)
        score -= take_off(rules, asked, listed, differs, off)
        if score <= floor:
            continue
        rank = place_for(best, work.scores, names, listed["listing"], score)
        if rank >= 0:
            bounds[0], bounds[1], bounds[2] = start, end, count
            number, exact = account(score, our_slots, words, tokens, ids, bounds, pairs, parts, off, work.rows[i])
            work.scores[rank] = score
            best[rank, 0], best[rank, 1], best[rank, 2] = name, amount(min(1.0, score)), exact
            best[rank, 3], best[rank, 4] = i, number


def place_for(best: Any, scores: Any, names: Any, listing: int, score: float) -> int:
    """Make room for a result among the best, one name for each listing; give its rank, -1 where it is none of them."""
    size = len(best)
    rank = size
    for at in range(size):
        name = best[at, 0]
        if name < 0 or names[name]["listing"] == listing:
            rank = at
            break
    if rank == size:
        rank = size - 1
    if best[rank, 0] >= 0 and scores[rank] >= score:
        return -1
    while rank > 0 and scores[rank - 1] < score:
        scores[rank] = scores[rank - 1]
        for column in range(best.shape[1]):
            best[rank, column] = best[rank - 1, column]
        rank -= 1
    return rank


def write_accounts(accounts: Any, best: Any, rows: Any, written: int) -> int:
    """Put the accounts of the results one behind the other, so that they need not be looked for; give their end."""
    for rank in range(len(best)):
        if best[rank, 0] < 0:
            break
        block, size = best[rank, 3], best[rank, 4]
        best[rank, 3] = written
        for at in range(size):
            for column in range(rows.shape[1]):
                rows[written, column] = accounts[block, at, column]
            written += 1
        best[rank, 4] = written
    return written
