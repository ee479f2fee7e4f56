"""Where a drawing puts the words of a network, and which of them belong together; by networkx."""

import math

import networkx as nx
import numpy as np
import pandas as pd

# Decimals of a position: fewer than those in which machines differ, more than a drawing shows.
DECIMALS = 4


def graph_of(edges: pd.DataFrame, place: dict[str, int]) -> nx.Graph:
    """Return the edges as a graph of numbers, the shorter the higher their logDice.

    edges: source, target, together, log_dice. place: the number of each word.
    """
    graph = nx.Graph()
    ends = sorted({place[word] for column in ("source", "target") for word in edges[column]})
    graph.add_nodes_from(ends)  # numbers, not words: no result may depend on how a text is hashed
    for edge in edges.itertuples(index=False):
        length = 1 + max(0.0, 14 - edge.log_dice)
        graph.add_edge(place[edge.source], place[edge.target], together=int(edge.together), length=length)
    return graph


def communities(graph: nx.Graph) -> dict[int, int]:
    """Return the group of each word, 1 the largest: see networks.with_layout()."""
    if not graph.size():
        return {}
    groups = nx.community.greedy_modularity_communities(graph, weight="together")
    groups = sorted(groups, key=lambda group: (-len(group), min(group)))
    return {node: number for number, group in enumerate(groups, 1) for node in group}


def spots(graph: nx.Graph) -> dict[int, tuple[float, float]]:
    """Return places between 0 and 1: each connected part by itself, the largest first, set in rows like words on a page."""
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    sides = [math.sqrt(len(part)) for part in parts]
    width = max([0.0, *sides, math.sqrt(sum(side**2 for side in sides))])
    found, left, top, row_height = {}, 0.0, 0.0, 0.0
    for part, side in zip(parts, sides):
        if left and left + side > width + 1e-9:
            left, top, row_height = 0.0, top + row_height, 0.0
        for node, (x, y) in _part_spots(graph.subgraph(sorted(part))).items():
            found[node] = (left + side * x, -top - side * (1 - y))
        left, row_height = left + side, max(row_height, side)
    return _scaled(found)


def _part_spots(part: nx.Graph) -> dict[int, tuple[float, float]]:
    """Places of one connected part, with a margin around them that keeps it off its neighbours."""
    ways = {node: found for node, found in nx.all_pairs_dijkstra_path_length(part, weight="length")}
    spots = nx.kamada_kawai_layout(part, dist=ways)
    margin = 0.5 / math.sqrt(len(part))  # half the room that one word has
    return {
        node: (margin + (1 - 2 * margin) * x, margin + (1 - 2 * margin) * y)
        for node, (x, y) in _scaled(spots).items()
    }


def _scaled(spots: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    """The places stretched to 0 and 1 in both directions, or in the middle where they do not differ."""
    if not spots:
        return {}
    drawn = np.array(list(spots.values()))
    low, wide = drawn.min(axis=0), np.ptp(drawn, axis=0)
    flat = wide < 1e-6 * max(wide.max(), 1)
    drawn = np.where(flat, 0.5, (drawn - low) / np.where(flat, 1, wide))
    return {node: (float(x), float(y)) for node, (x, y) in zip(spots, np.round(drawn, DECIMALS) + 0.0)}
