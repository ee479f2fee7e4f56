"""The tables that notebooks show: rows of the workbook's tables, counted and laid out for a reader."""

import pandas as pd

from lib import exports, paths
from lib.corpus import corrections
from lib.metadata import named
from lib.rules import dictionaries, in_force, label
from lib.structure import role_shares

NOISE_RULES = (
    "page_chrome",
    "page_metadata",
    "site_notice",
    "watermark",
    "conversion_artifact",
    "page_number",
)
KINDS = ("contradiction", "gap", "damage")  # of remarks that set a report apart
SHORT = 60  # characters of a passage that a table shows


def overview(reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per report: what it is, when it was delivered, how long it is."""
    columns = "document_type review_year plan_year delivered_on speaker characters clean_characters sentences"
    return named(reports[["doc_id", *columns.split()]], reports, language)


def places(reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per report: title and place as the text tells them, and where the text comes from."""
    columns = "title town county city province congress published_on source_url"
    return named(reports[["doc_id", *columns.split()]], reports, language)


def remarks(remarks: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the remarks of the reports in words, with passage and raw offsets; rule "reader": a reader's own."""
    told = remarks["text_zh" if language == "zh" else "text_en"]
    other = remarks["text_en" if language == "zh" else "text_zh"]
    columns = ["doc_id", "kind", "rule", "remark", "passage", "decided", "start", "end"]
    return named(remarks.assign(remark=told.where(told != "", other))[columns], reports, language)


def removed_by_rule(cleaning: pd.DataFrame) -> pd.DataFrame:
    """Return one row per cleaning rule: reports it touched, edits, raw characters taken out, and its first edit.

    taken_out counts raw characters less those put in their place; `example` shows removed → replacement.
    """
    rows = cleaning.assign(taken_out=cleaning["removed"].str.len() - cleaning["replacement"].str.len())
    rows["example"] = visible(rows["removed"]) + " → " + visible(rows["replacement"])
    found = rows.groupby("rule").agg(
        reports=("doc_id", "nunique"),
        edits=("rule", "size"),
        taken_out=("taken_out", "sum"),
        example=("example", "first"),
    )
    return found.sort_values(["taken_out", "edits"], ascending=False).reset_index()


def removed_passages(cleaning: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per passage taken out as no part of the report, with its raw offsets."""
    rows = cleaning[cleaning["rule"].isin(NOISE_RULES)]
    rows = rows.assign(removed=visible(rows["removed"]))[["doc_id", "rule", "start", "end", "removed"]]
    return named(rows, reports, language)


def joined_lines(
    cleaning: pd.DataFrame, quantities: pd.DataFrame, reports: pd.DataFrame, language: str = "zh"
):
    """Return the quantities that a line break had cut in two: as found in the raw text, and as read."""
    breaks = cleaning[cleaning["rule"] == "hard_wrap"]
    keys = {(row.doc_id, at) for row in breaks.itertuples() for at in range(row.start, row.end)}
    cut = [any((q.doc_id, at) in keys for at in range(q.start, q.end)) for q in quantities.itertuples()]
    rows = quantities[pd.Series(cut, index=quantities.index, dtype=bool)]
    rows = rows.assign(as_found=visible(rows["surface"]))
    return named(rows[["doc_id", "start", "end", "as_found", "value", "unit", "sentence"]], reports, language)


def visible(texts: pd.Series) -> pd.Series:
    """Return texts on one line, line breaks shown as ⏎ and other odd spaces as ␣, cut to a readable length."""
    shown = texts.str.replace(r"\r\n|\r|\n", "⏎", regex=True).str.replace(r"[^\S\n]", "␣", regex=True)
    return shown.where(shown.str.len() <= SHORT, shown.str.slice(0, SHORT) + "…")


def outline(sections: pd.DataFrame, doc_id: str) -> pd.DataFrame:
    """Return one report's headings as a reader sees them, indented by level, with role, length and raw offset."""
    rows = sections[sections["doc_id"] == doc_id]
    heading = rows["heading"].where(rows["heading"] != "", "(no heading)")
    shown = ["　" * (level - 1) + words for level, words in zip(rows["level"], heading, strict=True)]
    return rows.assign(heading=shown)[["heading", "level", "role", "characters", "start"]].reset_index(
        drop=True
    )


def profile(
    reports: pd.DataFrame, sentences: pd.DataFrame, sections: pd.DataFrame, quantities: pd.DataFrame
) -> pd.DataFrame:
    """Return one row per report with the measures that reports are set side by side by.

    characters: clean text without white space. sections: headings of level 2. sentence_length: characters per sentence.
    quantities_per_1000: per 1,000 characters. *_share: per cent of the text.
    """
    table = reports.set_index("doc_id")[["clean_characters", "sentences"]].rename(
        columns={"clean_characters": "characters"}
    )
    body = sentences[sentences["role"] != "front"]
    table["sentence_length"] = body.groupby("doc_id")["characters"].mean().astype(float)
    table["sections"] = (
        sections[(sections["level"] == 2) & (sections["heading"] != "")].groupby("doc_id").size()
    )
    table["quantities"] = quantities.groupby("doc_id").size()
    table = table.fillna({"sections": 0, "quantities": 0})
    table["quantities_per_1000"] = 1000 * table["quantities"] / table["characters"]
    shares = role_shares(sentences).pivot(index="doc_id", columns="role", values="share")
    for role in ("review", "problems", "plan"):
        table[f"{role}_share"] = (
            100 * shares[role].reindex(table.index).fillna(0.0) if role in shares else 0.0
        )
    return table.astype(float).reset_index()


def quantity_counts(
    quantities: pd.DataFrame, unread: pd.DataFrame, reports: pd.DataFrame, language: str = "zh"
) -> pd.DataFrame:
    """Return one row per report: quantities found, by kind, and numerals that are none, by class."""
    kinds = pd.crosstab(quantities["doc_id"], quantities["kind"])
    classes = pd.crosstab(unread["doc_id"], unread["class"]).add_prefix("not: ")
    table = reports[["doc_id"]].merge(
        quantities.groupby("doc_id").size().rename("quantities"), on="doc_id", how="left"
    )
    table = table.merge(kinds, on="doc_id", how="left").merge(classes, on="doc_id", how="left")
    counts = table.columns.drop("doc_id")
    return named(table.assign(**table[counts].fillna(0).astype(int)), reports, language)


def evidence(
    quantities: pd.DataFrame,
    reports: pd.DataFrame,
    unit: str | None = None,
    largest: int = 3,
    language: str = "zh",
) -> pd.DataFrame:
    """Return, per report, its quantities of a unit with the largest values, each with its section and sentence.

    unit: such as "元", "%", "亩"; every unit by default. largest: how many per report.
    """
    rows = quantities if unit is None else quantities[quantities["unit"] == unit]
    rows = (
        rows.sort_values(["value", "start"], ascending=[False, True], kind="stable")
        .groupby("doc_id")
        .head(largest)
    )
    columns = [
        "doc_id",
        "surface",
        "value",
        "unit",
        "bound",
        "kind",
        "role",
        "section",
        "sentence",
        "start",
        "end",
    ]
    return named(rows.assign(surface=visible(rows["surface"]))[columns], reports, language)


def sampled(table: pd.DataFrame, by: str, n: int = 2, seed: int = 20) -> pd.DataFrame:
    """Return up to `n` rows of each value of the column `by`, drawn at random with a fixed seed, in table order."""
    drawn = table.sample(frac=1, random_state=seed).groupby(by, sort=True).head(n)
    return drawn.sort_values([by, "doc_id", "start"]).reset_index(drop=True)


def cautions(reports: pd.DataFrame, remarks: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per reason why a report must not simply be set beside the others.

    Reasons: another document type or review year than most of the reports, a report delivered before its year was over,
    a town that is not named, contradictions, gaps, damage known to a reader.

    reports, remarks: the tables.
    """
    own, other = (f"text_{name}" for name in (language, "en" if language == "zh" else "zh"))
    texts = remarks.assign(detail=remarks[own].where(remarks[own] != "", remarks[other]))
    told = texts.groupby(["doc_id", "kind"])["detail"].agg(" ".join)
    rows = [
        (doc_id, kind, told[doc_id, kind] if kind in KINDS else detail)
        for doc_id, apart in _apart(reports, remarks, language).items()
        for kind, detail in (apart | dict.fromkeys(KINDS, "")).items()
        if kind not in KINDS or (doc_id, kind) in told.index
    ]
    table = pd.DataFrame(rows, columns=["doc_id", "caution", "detail"])
    names = [label(f"caution.{kind}", language) for kind in table["caution"]]
    return named(table.assign(caution=names), reports, language)


def _apart(reports: pd.DataFrame, remarks: pd.DataFrame, language: str) -> dict[str, dict[str, str]]:
    """What sets each report apart from most others: a reason and its words, by doc_id."""
    types = {row["id"]: row[f"label_{language}"] for row in in_force().table("document_types")}
    usual_type, usual_year = (_usual(reports[column]) for column in ("document_type", "review_year"))
    years = ", ".join(map(str, sorted(reports["review_year"].dropna().unique())))
    hidden = set(remarks.loc[remarks["rule"].isin(["town_hidden", "town_not_told"]), "doc_id"])
    found = {}
    for row in reports.itertuples():
        own = found[row.doc_id] = {}
        if row.document_type != usual_type:
            own["document_type"] = types.get(row.document_type, row.document_type)
        if pd.isna(row.review_year):
            own["review_year"] = label("caution.year_unknown", language)
        elif row.review_year != usual_year:
            own["review_year"] = label("caution.years", language).format(year=row.review_year, years=years)
        if row.delivered_on[:4] == str(row.review_year):
            own["early"] = label("caution.delivered", language).format(day=row.delivered_on)
        if row.doc_id in hidden:
            own["town"] = label("caution.town_hidden", language)
    return found


def _usual(values: pd.Series):
    """The value that more than half of the reports share, or None: without it every report stands apart."""
    counts = values.value_counts()
    return counts.index[0] if len(counts) and 2 * counts.iloc[0] > len(values) else None


def periods_cut_short(sentences: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the sentences of the review whose figures stop before the end of the year (截至10月底, 1-10月), with offsets."""
    pattern = r"截[至止]\s*(?:目前|[0-9]{1,2}\s*月)|[0-9]{1,2}\s*[-—－至]\s*[0-9]{1,2}\s*月|上半年|前三季度"
    found = sentences[(sentences["role"] == "review") & sentences["sentence"].str.contains(pattern)]
    found = found.assign(period=found["sentence"].str.extract(f"({pattern})", expand=False))
    return named(found[["doc_id", "period", "section", "sentence", "start", "end"]], reports, language)


def provenance(reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per report: its file, its hash, and what the corpus's reports.csv says of source and rights."""
    file = paths.data() / corrections.OVERRIDES
    try:
        found = dictionaries.read_table(file) if file.exists() else []
    except ValueError:  # named when the tables were built
        found = []
    told = {row.get("doc_id") or row.get("file", ""): row for row in found}
    rows = [
        {"doc_id": row.doc_id, "file": row.file, "sha256": row.sha256[:12]}
        | {
            name: told.get(row.doc_id, told.get(row.file, {})).get(name, "")
            for name in ("source_site", "rights")
        }
        for row in reports.itertuples()
    ]
    return named(pd.DataFrame(rows), reports, language)


def bounds(quantities: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per report: how many quantities are exact, about, above, below, and an example of a hedged one."""
    counts = pd.crosstab(quantities["doc_id"], quantities["bound"])
    hedged = (
        quantities[quantities["bound"] != "exact"]
        .groupby("doc_id")["surface"]
        .agg(lambda s: "、".join(s.head(4)))
    )
    return named(counts.join(hedged.rename("examples")).reset_index(), reports, language)


def density_by_role(
    quantities: pd.DataFrame, sentences: pd.DataFrame, roles: tuple = ("review", "plan")
) -> pd.DataFrame:
    """Return doc_id, role, quantities, characters, per_1000_characters for the parts `roles` that a report has."""
    characters = sentences.groupby(["doc_id", "role"])["characters"].sum()
    counts = quantities.groupby(["doc_id", "role"]).size().reindex(characters.index, fill_value=0)
    table = pd.DataFrame({"quantities": counts, "characters": characters}).reset_index()
    table = table[table["role"].isin(roles)].reset_index(drop=True)
    return table.assign(per_1000_characters=(1000 * table["quantities"] / table["characters"]).astype(float))


def exported(notebook: str) -> pd.DataFrame:
    """Return the figures that a notebook has saved: files, captions and size in millimetres.

    Hashes of texts and dictionaries stand in the ledger figures/figures.csv and in each caption file.

    notebook: its name in the ledger.
    """
    columns = ["figure", "cell", "data", "caption_zh", "caption_en", "width_mm", "height_mm", "formats"]
    rows = [row for row in exports.ledger() if row["notebook"] == notebook]
    return pd.DataFrame(rows, columns=columns)
