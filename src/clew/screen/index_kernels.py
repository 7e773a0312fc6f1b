"""The inner loops of a list's index: the features of all its tokens, each feature's tokens, order and places in it.

Like those of `clew.names.kernels`, they run as they stand and compiled.
"""

from typing import Any

from clew.names.kernels import bone_features, features


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


def first_from(values: Any, start: int, end: int, least: int) -> int:
    """Where in a sorted stretch the first value stands that is not below `least`."""
    while start < end:
        middle = (start + end) // 2
        if values[middle] < least:
            start = middle + 1
        else:
            end = middle
    return start


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
