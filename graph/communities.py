"""Which entities belong together: they are named with each other more than with the rest."""

from __future__ import annotations

import numpy as np

from .centrality import Links, Numbers

ALONE = 0.1  # share of linked nodes that may be left alone
_ROUNDS, _SEED = 5, 1  # later rounds mend what earlier ones put together too soon


def communities(links: Links) -> Numbers:
    """The number of each node's community, the strongest is 0; −1 for nodes without links.

    By Leiden's algorithm with weights (Traag, Waltman and van Eck 2019), which splits no community into parts without
    a link between them. Of equally strong ones that with the smallest node comes first.

    >>> pairs = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)]
    >>> a, b = zip(*pairs, *((b, a) for a, b in pairs))
    >>> communities(Links.of(a, b, [1] * 14, nodes=7)).tolist()
    [0, 0, 0, 1, 1, 1, -1]
    """
    linked = links.degrees > 0
    if not linked.any():
        return np.full(len(linked), -1)
    found = _leiden(links, resolution(links))
    if np.count_nonzero(np.bincount(found)[found[linked]] == 1) > ALONE * np.count_nonzero(linked):
        # Nearly all are linked to all. At 1 nobody is left alone.
        found = _leiden(links, 1)
    return np.where(linked, _renumbered(found, links), -1)


def resolution(links: Links) -> float:
    """How fine communities are, 1 is plain modularity: 1 up to 100 linked nodes, 1.5 at 1,000, 2 from 10,000 on."""
    return float(np.clip(np.log10(np.count_nonzero(links.degrees)) / 2, 1, 2))


def _leiden(links: Links, fineness: float) -> Numbers:
    from graspologic_native import leiden_csr

    nodes = len(links.degrees)
    weighted = links.starts, links.targets, links.weights
    _, found = leiden_csr(*weighted, nodes, resolution=fineness, iterations=_ROUNDS, seed=_SEED)
    return np.array([found[node] for node in range(nodes)], dtype=np.int64)


def _renumbered(found: Numbers, links: Links) -> Numbers:
    """The strongest first, then that with the smallest node."""
    _, smallest, dense = np.unique(found, return_index=True, return_inverse=True)
    order = np.lexsort((smallest, -np.bincount(dense, links.strengths)))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    return number[dense]


def inside(links: Links, community: Numbers) -> Numbers:
    """Sum of the weights of each node's links to others of its community."""
    ends = links.sources
    own = np.where(community[ends] == community[links.targets], links.weights, 0)
    return np.bincount(ends, own, minlength=len(community)).astype(np.int64)
