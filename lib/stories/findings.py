"""What a notebook found, in a few sentences computed from its tables, so that they hold for any corpus."""

from collections.abc import Iterable

import pandas as pd
from IPython.display import Markdown

from lib.stories import summaries

FEW = 30  # reports; below this the sentence above is said


def corpus(
    reports: pd.DataFrame,
    set_aside: pd.DataFrame,
    cleaning: pd.DataFrame,
    sentences: pd.DataFrame,
    remarks: pd.DataFrame,
) -> Markdown:
    """Return what came in, what was removed and how the reports are built. Parameters: the tables of these names."""
    years = reports["review_year"].dropna()
    removed = cleaning[cleaning["rule"].isin(summaries.NOISE_RULES)]
    visible = removed["removed"].str.replace(r"\s", "", regex=True).str.len().sum()
    joined = (cleaning["rule"] == "hard_wrap").sum()
    kinds = remarks["kind"].value_counts()
    uploads = remarks["rule"].isin(["uploaded_later", "uploaded_after_plan"]).sum()
    return listed(
        [
            (
                f"**{_count(len(reports), 'report')}** came in, reviewing the years {span(years, '.0f')}; "
                f"**{_count((~set_aside['kept']).sum(), 'file')}** had to be set aside. They are {_mix(reports['document_type'])}."
            ),
            (
                f"Cleaning took **{visible:,} visible characters** of web page (网页噪声) out of {_of(removed['doc_id'].nunique(), reports)} "
                f"and joined **{_count(joined, 'line')}** that had been broken inside a paragraph; every edit is in `cleaning.csv`."
            ),
            _role_sentence(sentences, reports),
            (
                f"The texts hold **{_count(kinds.get('contradiction', 0), 'contradiction')}** (矛盾) and "
                f"**{_count(kinds.get('gap', 0), 'gap')}** (缺损: lost characters, missing headers), and readers know of "
                f"**{_count(kinds.get('damage', 0), 'place')}** that are damaged; {_of(uploads, reports)} stand on a page that is "
                "dated later. Read section 4 before you quote a year or a date."
            ),
        ]
    )


def _role_sentence(sentences: pd.DataFrame, reports: pd.DataFrame) -> str:
    shares = summaries.role_characters(sentences).pivot(index="doc_id", columns="role", values="share") * 100
    shares = shares.reindex(reports["doc_id"])
    said = [
        f"{name} takes {span(shares[role].dropna(), '.0f')} % of the text"
        for role, name in (("review", "the review (工作回顾)"), ("plan", "the plan (工作安排)"))
        if role in shares
    ]
    critical = shares["problems"].notna().sum() if "problems" in shares else 0
    return (
        f"{_sentence('; '.join(said))}; {_of(critical, reports)} hold a passage of self-criticism (困难问题)."
    )


def quantities(quantities: pd.DataFrame, unread: pd.DataFrame, profile: pd.DataFrame) -> Markdown:
    """Return how many quantities the reports state and of what kind. profile: as summaries.profile() makes it."""
    units = quantities["unit"].replace("", "(no unit)").value_counts(normalize=True).head(3)
    commonest = ", ".join(f"{unit} ({share:.0%})" for unit, share in units.items())
    roles = quantities["role"].value_counts(normalize=True)
    open_ = (unread["class"] == "unread").sum()
    return listed(
        [
            (
                f"The reports state **{len(quantities):,} quantities** (数量表述), from {span(profile['quantities'], '.0f')} a report; "
                f"per 1,000 characters that is {span(profile['quantities_per_1000'], '.1f')}."
            ),
            (
                f"The commonest units are {commonest}; {(quantities['kind'] != 'level').mean():.0%} of the quantities are rates or changes "
                "rather than levels."
            ),
            (
                f"**{roles.get('review', 0):.0%}** stand in the review and **{roles.get('plan', 0):.0%}** in the plan, which takes "
                f"{span(profile['plan_share'], '.0f')} % of the text: compare the two before you speak of promises in numbers."
            ),
            (
                f"{len(unread):,} further numerals are no quantities (dates, ordinals, set phrases such as 六稳 …), and **{open_}** could "
                "not be placed; all are listed, none is dropped."
            ),
            _indicator_sentence(quantities),
        ]
    )


def _indicator_sentence(quantities: pd.DataFrame) -> str:
    known = quantities[quantities["canonical"] != ""]
    defined = known[~known["definition"].str.endswith("_unspecified")]
    return (
        f"**{len(known)}** of them state one of {known['canonical'].nunique()} indicators of the whole town (全镇指标); in "
        f"{len(known) - len(defined)} of these {len(known)} rows the words do not say which definition is meant. "
        f"{(quantities['scope'] == 'part').sum()} quantities speak of one firm, project or village only."
    )


def commonest(rows: pd.DataFrame, n: int = 4) -> str:
    """Return the n words with most `kept` over all rows, with their sums: 群众 (60), 项目 (56). rows: word, kept."""
    sums = (
        rows.groupby("word")["kept"]
        .sum()
        .reset_index()
        .sort_values(["kept", "word"], ascending=[False, True])
    )
    return ", ".join(f"{row.word} ({row.kept})" for row in sums.head(n).itertuples())


def listed(sentences: Iterable[str]) -> Markdown:
    """Return sentences as the list that a notebook opens with."""
    return Markdown("\n".join(f"- {sentence}" for sentence in sentences))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _of(number: int, reports: pd.DataFrame) -> str:
    return f"{number} of {_count(len(reports), 'report')}"


def span(values: pd.Series, form: str) -> str:
    """Return the least and the greatest value, as `least to greatest`, or the one value that all have.

    values: numbers. form: how they are printed, as for format().
    """
    if not len(values):
        return "no known value"
    least, greatest = format(values.min(), form), format(values.max(), form)
    return least if least == greatest else f"{least} to {greatest}"


def _mix(values: pd.Series) -> str:
    """Each value with how often it occurs: 4 government_work_report, 1 work_summary."""
    counts = values.value_counts().reset_index()
    counts.columns = ["value", "n"]
    counts = counts.sort_values(["n", "value"], ascending=[False, True])
    return ", ".join(f"{row.n} {row.value.replace('_', ' ')}" for row in counts.itertuples()) or "none"
