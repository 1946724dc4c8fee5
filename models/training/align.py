"""Word alignments for guided attention and for the shortlist: align.py DATA [--sample 500000] [--rounds 5]

Reads DATA/all.npz, writes DATA/aligned.npz and DATA/shortlist.npz. IBM Model 1 with a preference for the diagonal (as
fast_align has it), on SentencePiece pieces, in both directions; the tables of translation probabilities are dense
(16,000 x 16,000 floats, 1 GB each), which makes this short. A target token is linked to the source token for which
the product of both directions' posteriors is highest, where that is beyond doubt.
"""
import argparse
from pathlib import Path

import numpy as np
from numba import njit

from packing import NONE, Sentences, load, offsets, save, select

DIAGONAL = 4.0
"""How strongly a link near the diagonal is preferred: exp(-DIAGONAL * |i/n - j/m|)."""
NULL_SHARE = 0.08
LEAST = 1e-7


@njit(cache=True, fastmath=True)
def expect(given, given_at, made, made_at, table, counts):
    """One round: adds to counts[g, m] the expected links of every token m made by a token g of the given side."""
    scores = np.empty(256, np.float32)
    for sentence in range(len(given_at) - 1):
        g0, n = given_at[sentence], given_at[sentence + 1] - given_at[sentence]
        m0, m = made_at[sentence], made_at[sentence + 1] - made_at[sentence]
        for j in range(m):
            word, total = made[m0 + j], np.float32(0)
            for i in range(n):
                near = np.exp(-DIAGONAL * abs(i / n - j / m))
                scores[i] = table[given[g0 + i], word] * near
                total += scores[i]
            total += total * NULL_SHARE + LEAST
            for i in range(n):
                counts[given[g0 + i], word] += scores[i] / total


@njit(cache=True)
def normalise(counts, smoothing):
    """Rows of counts -> probabilities, in place; rare pairs lose a little."""
    for row in range(counts.shape[0]):
        total = np.float64(0)
        for column in range(counts.shape[1]):
            counts[row, column] = max(counts[row, column] - smoothing, 0)
            total += counts[row, column]
        if total > 0:
            for column in range(counts.shape[1]):
                counts[row, column] /= total


@njit(cache=True, fastmath=True)
def link(source, source_at, target, target_at, forward, backward, least, links):
    """links[j] = source position for target token j, by the product of both directions' posteriors."""
    there, back = np.empty((256, 256), np.float32), np.empty((256, 256), np.float32)
    for sentence in range(len(source_at) - 1):
        s0, n = source_at[sentence], source_at[sentence + 1] - source_at[sentence] - 1
        t0, m = target_at[sentence], target_at[sentence + 1] - target_at[sentence] - 1
        for j in range(m):
            total = np.float32(LEAST)
            for i in range(n):
                near = np.exp(-DIAGONAL * abs(i / n - j / m))
                there[i, j] = forward[source[s0 + i], target[t0 + j]] * near
                back[i, j] = backward[target[t0 + j], source[s0 + i]] * near
                total += there[i, j]
            for i in range(n):
                there[i, j] /= total
        for i in range(n):
            total = np.float32(LEAST)
            for j in range(m):
                total += back[i, j]
            for j in range(m):
                there[i, j] *= back[i, j] / total
        for j in range(m):
            best, place = np.float32(least), NONE
            for i in range(n):
                if there[i, j] > best:
                    best, place = there[i, j], i
            links[t0 + j] = place
        links[t0 + m] = n  # </s> to </s>


def estimate(given, given_at, made, made_at, pieces: int, rounds: int) -> np.ndarray:
    """Translation probabilities [given piece, made piece]."""
    table = np.full((pieces, pieces), 1.0 / pieces, np.float32)
    for turn in range(rounds):
        counts = np.zeros((pieces, pieces), np.float32)
        expect(given, given_at, made, made_at, table, counts)
        normalise(counts, 0.02 * turn)
        table = counts
    return table


def shortlist(data: Sentences, pieces: int, best: int = 300, least: int = 1) -> np.ndarray:
    """For every source piece the target pieces it is linked to most, at least `least` times [pieces, best].

    Filled up with 0 (</s>, always allowed). Without a limit by share: rare but right is what a shortlist is for."""
    linked = data.aligned != NONE
    place = np.repeat(offsets(data.source_length)[:-1], data.target_length)[linked] + data.aligned[linked]
    pairs, times = np.unique(data.source[place].astype(np.int64) * pieces + data.target[linked], return_counts=True)
    pairs, times = pairs[times >= least], times[times >= least]
    ranked = np.lexsort((-times, pairs // pieces))
    source, target = pairs[ranked] // pieces, pairs[ranked] % pieces
    rank = np.arange(len(source)) - np.searchsorted(source, source)
    rows = np.zeros((pieces, best), np.uint16)
    rows[source[rank < best], rank[rank < best]] = target[rank < best]
    return rows


def align(data: Sentences, sample: int, rounds: int, log=print) -> tuple[Sentences, np.ndarray]:
    """-> the same sentences with links, and the shortlist rows."""
    pieces = int(max(data.source.max(), data.target.max())) + 1
    few = select(data, np.sort(np.random.default_rng(1).permutation(data.count)[:sample]))
    source_at, target_at = offsets(few.source_length), offsets(few.target_length)
    forward = estimate(few.source, source_at, few.target, target_at, pieces, rounds)
    log("forward table ready")
    backward = estimate(few.target, target_at, few.source, source_at, pieces, rounds)
    log("backward table ready")
    links = np.full(data.target.shape, NONE, np.uint8)
    at = offsets(data.source_length), offsets(data.target_length)
    link(data.source, at[0], data.target, at[1], forward, backward, 0.05, links)
    aligned = data._replace(aligned=links)
    return aligned, shortlist(aligned, pieces)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("--sample", type=int, default=500_000, help="sentences that the tables are estimated from")
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    data, rows = align(load(chosen.data / "all.npz"), chosen.sample, chosen.rounds)
    np.savez_compressed(chosen.data / "shortlist.npz", rows=rows)
    save(chosen.data / "aligned.npz", data)
    share = (data.aligned != NONE).mean()
    print(f"{data.count} pairs, {share:.1%} of the target tokens aligned")


if __name__ == "__main__":
    main()
