"""The measures are those of other libraries, where these are installed (pelote and netbone need networkx 2)."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from guanxi.graph.measures import disparity, log_likelihood, pmi, signed

# Windows naming both, one, the other, and all that were read.
COUNTS = np.array([(10, 20, 30, 1000), (3, 20, 300, 1000), (1, 1, 900, 1000), (5, 9, 7, 60), (40, 41, 42, 5000)])
PAIRS = {"ab": 10, "ac": 1, "ad": 1, "bc": 2, "cd": 3}


def weighted() -> nx.Graph:
    graph = nx.Graph()
    graph.add_weighted_edges_from((*pair, weight) for pair, weight in PAIRS.items())
    return graph


def disparities() -> dict[frozenset[str], float]:
    graph, weights = weighted(), np.array([*PAIRS.values()])
    ends = [
        disparity(
            weights, [graph.degree(pair[end], weight="weight") for pair in PAIRS], [graph.degree(p[end]) for p in PAIRS]
        )
        for end in (0, 1)
    ]
    return dict(zip(map(frozenset, PAIRS), np.minimum(*ends), strict=True))


def test_pmi_and_likelihood_are_those_of_association_measures() -> None:
    theirs = pytest.importorskip("association_measures.measures")
    pandas = pytest.importorskip("pandas")
    both, a, b, total = COUNTS.T
    observed = {"O11": both, "O12": a - both, "O21": b - both, "O22": total - a - b + both}
    expected = {"E11": a * b, "E12": a * (total - b), "E21": (total - a) * b, "E22": (total - a) * (total - b)}
    table = pandas.DataFrame({**observed, **{name: product / total for name, product in expected.items()}})
    # Theirs is a logarithm to the base 10.
    assert pmi(both, a, b, total) == pytest.approx(theirs.mutual_information(table).to_numpy() / np.log10(2), abs=1e-6)
    assert log_likelihood(both, a, b, total) == pytest.approx(theirs.log_likelihood(table, signed=False), abs=1e-6)
    told = signed(log_likelihood(both, a, b, total), both, a, b, total)
    assert told == pytest.approx(theirs.log_likelihood(table, signed=True), abs=1e-6)


def test_disparity_is_that_of_pelote() -> None:
    pelote = pytest.importorskip("pelote")
    theirs = {frozenset(pair): score for pair, score in pelote.edge_disparity(weighted()).items()}
    assert disparities() == pytest.approx(theirs, abs=1e-6)


def test_disparity_is_that_of_netbone() -> None:
    netbone = pytest.importorskip("netbone")
    table = netbone.disparity(weighted()).to_dataframe()
    theirs = {frozenset(ends): p for *ends, p in zip(table["source"], table["target"], table["p_value"], strict=True)}
    assert disparities() == pytest.approx(theirs, abs=1e-6)
