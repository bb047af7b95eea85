"""How much two entities have to do with each other, worked out for many pairs at once.

Counts are arrays (or single numbers) of one length: `both` windows name both of a pair, `a` and `b` windows name either
one, `total` windows were read. Strengths are sums over the links of an entity.

No measure is good alone. A weight follows how much is written about the two. Jaccard's index and the noise-corrected
score put pairs first that were seen once and never apart; whoever ranks by them has to ask for a floor.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values = NDArray[np.float64]

DELTA = 1.64  # deviations above 0 where chance is below 0.05


def jaccard(both: ArrayLike, a: ArrayLike, b: ArrayLike) -> Values:
    """Windows naming both among those naming any of the two, 0 to 1: c / (a + b − c). Jaccard (1901).

    >>> float(jaccard(10, 20, 30))
    0.25
    """
    c, a, b = _floats(both, a, b)
    return np.asarray(c / (a + b - c))


def salton(both: ArrayLike, a: ArrayLike, b: ArrayLike) -> Values:
    """Cosine of the two rows of windows, 0 to 1: c / √(a b). Salton and McGill (1983).

    >>> round(float(salton(10, 20, 30)), 6)
    0.408248
    """
    c, a, b = _floats(both, a, b)
    return np.asarray(c / np.sqrt(a * b))


def association_strength(both: ArrayLike, a: ArrayLike, b: ArrayLike, total: float) -> Values:
    """How many times as often as chance expects: c N / (a b). Van Eck and Waltman (2009), who leave out N.

    >>> round(float(association_strength(10, 20, 30, 1000)), 6)
    16.666667
    """
    c, a, b = _floats(both, a, b)
    return np.asarray(c * total / (a * b))


def pmi(both: ArrayLike, a: ArrayLike, b: ArrayLike, total: float) -> Values:
    """Pointwise mutual information in bits: log2 (c N / (a b)), 0 at chance. Church and Hanks (1990).

    >>> round(float(pmi(10, 20, 30, 1000)), 6)
    4.058894
    """
    return np.asarray(np.log2(association_strength(both, a, b, total)))


def npmi(both: ArrayLike, a: ArrayLike, b: ArrayLike, total: float) -> Values:
    """`pmi` as a share of the most it can be, −log2 (c / N): 1 for names never apart, 0 at chance. Bouma (2009).

    Where every window names both it is 1.

    >>> round(float(npmi(10, 20, 30, 1000)), 6)
    0.610924
    """
    (c,) = _floats(both)
    most = -np.log2(c / total)
    return np.asarray(np.divide(pmi(c, a, b, total), most, out=np.ones_like(most), where=most > 0))


def log_likelihood(both: ArrayLike, a: ArrayLike, b: ArrayLike, total: float) -> Values:
    """G², how badly chance explains a pair: 2 Σ O ln(O / E) over the four cells of the table. Dunning (1993).

    It grows with the number of windows, so that rare pairs do not lead; above 10.8 chance is below 0.001. It is the
    same for pairs that avoid each other as for those that seek each other.

    >>> round(float(log_likelihood(10, 20, 30, 1000)), 6)
    46.496606
    """
    c, a, b = _floats(both, a, b)
    rows, columns = (a, total - a), (b, total - b)
    cells = ((c, b - c), (a - c, total - a - b + c))
    terms = [
        _times_log(cells[j][i], cells[j][i] * total, rows[i] * columns[j])
        for i in (0, 1) for j in (0, 1)
    ]  # fmt: skip
    return np.asarray(2 * sum(terms))


def chance(likelihood: ArrayLike) -> Values:
    """How probable a G² of this size or more is by chance: the upper tail of χ² with one degree of freedom.

    >>> round(float(chance(10.828)), 4)
    0.001
    """
    (g2,) = _floats(likelihood)
    return np.asarray(np.frompyfunc(math.erfc, 1, 1)(np.sqrt(np.maximum(g2, 0) / 2)), dtype=np.float64)


def adjusted(p: ArrayLike) -> Values:
    """Of chances of many pairs what Benjamini and Hochberg (1995) make of them, in the same order.

    >>> adjusted([0.01, 0.04, 0.02]).tolist()
    [0.03, 0.04, 0.03]
    """
    (chances,) = _floats(p)
    order = np.argsort(chances, kind="stable")
    scaled = chances[order] * len(order) / np.arange(1, len(order) + 1)
    result = np.empty_like(chances)
    result[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    return result


def signed(value: ArrayLike, both: ArrayLike, a: ArrayLike, b: ArrayLike, total: float) -> Values:
    """`value`, negative for pairs that are together less often than chance expects (a b / total). For G².

    >>> float(signed(5.0, 1, 50, 60, 1000)), float(signed(5.0, 3, 50, 60, 1000))
    (-5.0, 5.0)
    """
    c, a, b = _floats(both, a, b)
    return np.asarray(np.where(c * total < a * b, -1.0, 1.0) * np.asarray(value))


def disparity(weight: ArrayLike, strength: ArrayLike, degree: ArrayLike) -> Values:
    """Chance that a random split of an end's strength among its links gives one this share: (1 − w/s)^(k − 1).

    Small values are links that matter to that end. Of both ends the smaller value counts; an end with a single link
    says nothing about it and has the value 1. Serrano, Boguñá and Vespignani (2009).

    >>> round(float(disparity(10, 12, 3)), 6)
    0.027778
    """
    w, s, k = _floats(weight, strength, degree)
    return np.asarray((1 - w / s) ** (k - 1))


def noise_corrected(weight: ArrayLike, a: ArrayLike, b: ArrayLike, total: float) -> tuple[Values, Values]:
    """Score and deviation of links; those with score − δ · deviation > 0 stand out from noise.

    With κ = total / (a b) the score is (κw − 1) / (κw + 1), between −1 and 1: how far the weight is above what the
    strengths `a` and `b` of both ends let expect. The deviation follows from the posterior of a binomial with a beta
    prior. `total` is the sum of all strengths, twice the sum of all weights. Coscia and Neffke (2017).

    >>> score, deviation = noise_corrected(10, 12, 12, 34)
    >>> round(float(score), 5), round(float(deviation), 5)
    (0.40496, 0.03286)
    """
    w, a, b = _floats(weight, a, b)
    kappa = total / (a * b)
    score = (kappa * w - 1) / (kappa * w + 1)
    mean = a * b / total**2
    variance = a * b * (total - a) * (total - b) / (total**4 * (total - 1))
    alpha = mean**2 / variance * (1 - mean) - mean + w
    beta = mean / variance * (1 - mean**2) - (1 - mean) + total - w
    share = alpha / (alpha + beta)
    slope = 1 / (a * b) - total * (a + b) / (a * b) ** 2
    deviation = np.sqrt(share * (1 - share) * total) * np.abs(2 * (kappa + w * slope)) / (kappa * w + 1) ** 2
    return np.asarray(score), np.asarray(deviation)


def above_noise(weight: ArrayLike, a: ArrayLike, b: ArrayLike, total: float) -> Values:
    """The noise-corrected score less `DELTA` deviations: links above 0 stand out."""
    score, deviation = noise_corrected(weight, a, b, total)
    return np.asarray(score - DELTA * deviation)


def _floats(*values: ArrayLike) -> tuple[Values, ...]:
    return tuple(np.asarray(value, dtype=np.float64) for value in values)


def _times_log(count: Values, above: Values, below: Values) -> Values:
    """count · ln(above / below), 0 where the count is."""
    ratio = np.divide(above, below, out=np.ones_like(above + below), where=(count > 0) & (below > 0))
    return np.asarray(count * np.log(ratio))
