"""Other ways to align two lists of provisions, to be measured beside ours. Needs numpy, scipy and rapidfuzz."""

from __future__ import annotations

import itertools
import re

import numpy as np
from generate import Pair
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel
from scipy.optimize import linear_sum_assignment

Scored = list[tuple[float, int, int]]


def words(text: str) -> list[str]:
    """Lower-case words; Han characters one by one."""
    return re.findall("[\u4e00-\u9fff]|[a-z0-9-]+", text.lower())


def cdist_tokens(pair: Pair) -> Scored:
    """rapidfuzz over token lists (Indel similarity) for all pairs, then optimal assignment."""
    matrix = process.cdist(
        [words(t) for t in pair.draft],
        [words(t) for t in pair.final],
        scorer=Indel.normalized_similarity,
        dtype=np.float32,
    )
    return _assign(matrix)


def cdist_token_set(pair: Pair) -> Scored:
    """rapidfuzz `token_set_ratio` for all pairs, then optimal assignment."""
    spaced = [[" ".join(words(t)) for t in side] for side in (pair.draft, pair.final)]
    return _assign(process.cdist(*spaced, scorer=fuzz.token_set_ratio, dtype=np.float32) / 100)


def tfidf(pair: Pair) -> Scored:
    """Cosine of TF-IDF vectors over words and bigrams, then optimal assignment."""
    return _assign(_cosine(pair))


def ordered(pair: Pair) -> Scored:
    """The same cosine, paired in order by dynamic programming: no pair crosses another."""
    matrix = _cosine(pair)
    best = np.zeros((matrix.shape[0] + 1, matrix.shape[1] + 1))
    for i in range(1, best.shape[0]):
        diagonal = best[i - 1, :-1] + matrix[i - 1]
        best[i, 1:] = np.maximum.accumulate(np.maximum(diagonal, best[i - 1, 1:]))
    found, i, j = [], matrix.shape[0], matrix.shape[1]
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((float(matrix[i, j]), i, j))
    return found


def numbers(pair: Pair) -> Scored:
    """Article n became article n."""
    return [(1.0, n, n) for n in range(min(len(pair.draft), len(pair.final)))]


def _assign(matrix: np.ndarray) -> Scored:
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return [(float(matrix[i, j]), int(i), int(j)) for i, j in zip(rows, columns, strict=True)]


def _cosine(pair: Pair) -> np.ndarray:
    features = []
    for text in (*pair.draft, *pair.final):
        found = words(text)
        features.append([*found, *(f"{a} {b}" for a, b in itertools.pairwise(found))])
    names = {name: n for n, name in enumerate(sorted({f for row in features for f in row}))}
    counts = np.zeros((len(features), len(names)), dtype=np.float32)
    for n, row in enumerate(features):
        for name in row:
            counts[n, names[name]] += 1
    weighed = counts * (np.log((1 + len(features)) / (1 + (counts > 0).sum(axis=0))) + 1)
    weighed /= np.maximum(np.linalg.norm(weighed, axis=1, keepdims=True), 1e-9)
    return weighed[: len(pair.draft)] @ weighed[len(pair.draft) :].T


PEERS = {
    "rapidfuzz cdist (token lists) + assignment": cdist_tokens,
    "rapidfuzz cdist (token_set_ratio) + assignment": cdist_token_set,
    "TF-IDF + assignment": tfidf,
    "TF-IDF in order (dynamic programming)": ordered,
    "article numbers": numbers,
}
