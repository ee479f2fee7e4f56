"""Charts of words: ranked words by town, and word clouds beside the ranks of the same numbers."""

import pandas as pd
from matplotlib.figure import Figure

from lib import cloud, figures, panels
from lib.labels import label


def ranked_words(
    top: pd.DataFrame,
    reports: pd.DataFrame,
    n: int = 15,
    language: str = "zh",
    width: str = figures.DEFAULT_WIDTH,
) -> Figure:
    """Return one panel per report: its first `n` words as dots per 1,000 words, on one scale, with their counts.

    top: doc_id, word, kept, kept_per_1000, ranked, as keywords.top_words makes it. Where many reports share a
    page, `n` falls to what can be read.
    """
    page = figures.max_height_mm(width) - 8
    across = max(1, int(figures.width_mm(width) // 29))
    shown, note = panels.first(
        reports, across * int(page // 22), language
    )  # a panel of three words is 22 mm high
    across = min(len(shown), across)
    down = -(-len(shown) // across)
    room = int((figures.width_mm(width) / across - 11) / panels.HANZI * 1.75)  # titles are of 8 points
    titles = panels.names(shown, language, 2, room)
    head = 13 if any("\n" in title for title in titles) else 9  # millimetres for title and axis
    n = max(3, min(n, int((page / down - head) // 3)))
    top = _first_words(top, shown, n)
    figure = figures.sheet(width, down * (n * 3 + head) + 8)
    all_axes = figure.subplots(down, across, sharex=True, squeeze=False).ravel()
    for spare in all_axes[len(shown) :]:
        spare.remove()
    for axes, doc_id, title in zip(all_axes, shown["doc_id"], titles):
        panels.word_dots(axes, top[top["doc_id"] == doc_id], n, _most(top), language)
        axes.tick_params(labelbottom=True)
        axes.set_title(title, loc="left")
    figure.supxlabel(label("axis.per_1000", language), fontsize=8)
    return panels.finished(figure, top, reports, note)


def word_cloud(top: pd.DataFrame, doc_id: str, width: str = figures.DEFAULT_WIDTH) -> Figure:
    """Return the word cloud of one report: a cover picture; words_with_cloud says the numbers too.

    top: as for ranked_words; thirty words make a cloud.
    """
    top = _first_words(top, pd.DataFrame({"doc_id": [doc_id]}), len(top))
    wide = figures.width_mm(width)
    figure = figures.sheet(width, wide * 0.62)
    cloud.draw(figure.add_subplot(), _weights(top), wide - 4, wide * 0.62 - 4, _most(top))
    figure.data = top
    return figure


def words_with_cloud(
    top: pd.DataFrame,
    reports: pd.DataFrame,
    n: int = 15,
    language: str = "zh",
    width: str = figures.DEFAULT_WIDTH,
) -> Figure:
    """Return, for each of the first five reports, the cloud of its words and beside it the first `n` of them ranked.

    top: as for ranked_words; the cloud takes all of a report's words that it can show in readable size. The
    darker, the more frequent, in both, on one scale for all reports; `n` falls to what can be read on the page.
    """
    shown, note = panels.first(reports, 5, language)
    n = max(3, min(n, int((figures.max_height_mm(width) - 10) / len(shown) - 9) // 3))
    top = _first_words(top, shown, len(top))
    high = n * 3 + 9
    figure = figures.sheet(width, len(shown) * high + 8)
    pairs = figure.subplots(len(shown), 2, squeeze=False)
    for (picture, ranks), doc_id, name in zip(pairs, shown["doc_id"], panels.names(shown, language, 1, 30)):
        rows = top[top["doc_id"] == doc_id]
        cloud.draw(picture, _weights(rows), figures.width_mm(width) / 2 - 3, high - 5, _most(top))
        picture.set_title(name, loc="left")
        panels.word_dots(ranks, rows.head(n), n, _most(top), language)
    figure.supxlabel(label("axis.per_1000", language), fontsize=8, x=0.98, ha="right")
    return panels.finished(figure, top, reports, note)


def _first_words(top: pd.DataFrame, reports: pd.DataFrame, n: int) -> pd.DataFrame:
    """The first n rows of each report with their rank; rows keep the order they come in, which is by frequency."""
    here = top[top["doc_id"].isin(reports["doc_id"])]
    here = here.assign(rank=here.groupby("doc_id").cumcount() + 1)
    return here.loc[here["rank"] <= n, ["doc_id", "rank", "word", "kept", "kept_per_1000"]]


def _weights(top: pd.DataFrame) -> dict[str, float]:
    return dict(zip(top["word"], top["kept_per_1000"]))


def _most(top: pd.DataFrame) -> float:
    return 1.0 if top.empty else float(top["kept_per_1000"].max())
