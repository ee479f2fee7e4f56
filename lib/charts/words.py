"""Charts of words: ranked words by town, and word clouds beside the ranks of the same numbers."""

import pandas as pd
from matplotlib.figure import Figure

from lib import drawing
from lib.charts import cloud
from lib.drawing import TEXT, fit, in_panels, label_size, lettering, panels, sheet_of
from lib.rules import label

NAMED = 6  # words for which clouds have no room that are named
PANEL = {"zh": 29, "en": 40}  # millimetres: the narrowest panel; glosses are wider than words


def ranked_words(
    top: pd.DataFrame,
    reports: pd.DataFrame,
    n: int = 15,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return one panel per report: its first `n` words as dots per 1,000 words, on one scale, with their counts.

    top: doc_id, word, kept, kept_per_1000, ranked, as keywords.top_words makes it. Where many reports share a
    page, `n` falls to what can be read.
    """
    page = drawing.max_height_mm(width) - 8
    head, row = 11, panels.word_row(language)  # millimetres of a panel's title and scale, and of a word
    placed = in_panels(reports, width, page, (PANEL[language], head + 3 * row), language)
    n = max(3, min(n, int((page / placed.down - head) // row)))
    top = _first_words(top, placed.shown, n)
    figure, all_axes = sheet_of(width, placed, n * row + head, 8, sharex=True)
    words = []
    for axes, doc_id in zip(all_axes, placed.shown["doc_id"]):
        own = top[top["doc_id"] == doc_id]
        words.append(panels.word_dots(axes, own, n, _most(top), language, placed.room))
        axes.tick_params(labelbottom=True)
    titles = lettering.names(placed.shown, language, 1, 99)
    panels.heads(all_axes, titles, words, placed.across, placed.room)
    figure.supxlabel(label("axis.per_1000", language), fontsize=TEXT)
    return panels.finished(figure, top, reports, placed.note)


def words_with_cloud(
    top: pd.DataFrame,
    reports: pd.DataFrame,
    n: int = 15,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return, for each of the first five reports, the cloud of its first `n` words and beside it the same words ranked.

    top: as for ranked_words; words that the cloud has no room for in readable size are named below. The darker, the more
    frequent, in both, on one scale for all reports; `n` falls to what can be read on the page.
    """
    shown, note = fit(reports, 5, language)
    row = panels.word_row(language)
    n = max(3, min(n, int(((drawing.max_height_mm(width) - 10) / len(shown) - 10) // row)))
    top = _first_words(top, shown, n)
    least = min(34, (drawing.max_height_mm(width) - 10) / len(shown))  # millimetres: a cloud needs some room
    high = max(n * row + 10, least)
    figure = drawing.sheet(width, len(shown) * high + 8)
    pairs = figure.subplots(len(shown), 2, squeeze=False)
    of_report = [top[top["doc_id"] == doc_id] for doc_id in shown["doc_id"]]
    half = drawing.width_mm(width) / 2
    words = [
        word
        for (_, ranks), rows in zip(pairs, of_report)
        for word in panels.word_dots(ranks, rows, n, _most(top), language, half)
    ]
    # the words of the ranks take their room from both columns
    without: list[str] = []
    wide = half - max([label_size(word, TEXT)[0] for word in words], default=0) / 2 - 4
    for (picture, _), rows, name in zip(pairs, of_report, lettering.names(shown, language, 1, 30)):
        drawn = cloud.draw(picture, _weights(rows), wide, high - 11, _most(top))
        picture.set_title(name, loc="left")
        without += [word for word in rows["word"] if word not in drawn]
    figure.supxlabel(label("axis.per_1000", language), fontsize=TEXT, x=0.98, ha="right")
    return panels.finished(
        figure, top, reports, "\n".join(filter(None, [_left_out(without, language), note]))
    )


def _left_out(words: list[str], language: str) -> str:
    """Which words the clouds have no room for, or how many where they are many; "" for none."""
    told = ("、" if language == "zh" else ", ").join(dict.fromkeys(words))
    if not words:
        return ""
    return label(
        "note.cloud_left_out" if len(words) <= NAMED else "note.cloud_left_out_many", language
    ).format(words=told, n=len(words))


def _first_words(top: pd.DataFrame, reports: pd.DataFrame, n: int) -> pd.DataFrame:
    """The first n rows of each report with their rank; rows keep the order they come in, which is by frequency."""
    here = top[top["doc_id"].isin(reports["doc_id"])]
    here = here.assign(rank=here.groupby("doc_id").cumcount() + 1)
    columns = [name for name in ("doc_id", "rank", "word", "count", "kept", "kept_per_1000") if name in here]
    return here.loc[here["rank"] <= n, columns]


def _weights(top: pd.DataFrame) -> dict[str, float]:
    return dict(zip(top["word"], top["kept_per_1000"]))


def _most(top: pd.DataFrame) -> float:
    return 1.0 if top.empty else float(top["kept_per_1000"].max())
