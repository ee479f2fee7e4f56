"""What a report is called in charts and tables: a short Chinese and a short English name, and the key of its place."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from lib.metadata.patterns import pattern
from lib.rules import Rules, compiled, label

PLACES = ("town", "county", "city", "province")
ABOVE = {"town": ("county", "city"), "county": ("city", "province")}
NATION = "中国"  # the key of the nation's place, which a table must not change


def place_id(metadata: dict, doc_id: str) -> str:
    """Return the key of the place: a division code if supplied, else its names from province down, else `doc_id`.

    Names stand for a place only where they cannot be another's: the deepest one must be that of the level that reports
    (a county whose name is not told is not its city), a town needs its county or city (every county has a 城关镇), a
    county its city or province. Cities and provinces go by their own name, which no other has; the nation is one place.

    metadata: the report's fields, with `place_id` where the user's reports.csv gives a code.
    """
    if metadata.get("place_id"):
        return str(metadata["place_id"])
    level = metadata.get("level")
    if level == "nation":
        return NATION
    told = [name for name in reversed(PLACES) if metadata.get(name)]
    deepest = told[-1] if told else ""
    own = deepest == (level or "town")
    if own and deepest in ("city", "province"):
        return metadata[deepest]
    distinct = set(told) & set(ABOVE.get(deepest, ()))
    return "/".join(metadata[name] for name in told) if own and distinct else doc_id


def labels(rules: Rules, metadata: Sequence[dict], doc_ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return (Chinese, English) names, one pair per report: its town and the year it reviews.

    李台镇 2020, Litai 2020. A report that does not name its town is called after the smallest place it names, marked as
    such; two reports that would share a name get their doc_id behind it. `label_zh` and `label_en` in the user's
    reports.csv go first.

    metadata: the reports' fields. doc_ids: their ids, in the same order.
    """
    pairs = [_pair(rules, fields, doc_id) for fields, doc_id in zip(metadata, doc_ids, strict=True)]
    zh, en = (Counter(column) for column in zip(*pairs, strict=True)) if pairs else (Counter(), Counter())
    return [
        (a if zh[a] == 1 else f"{a} ({doc_id})", b if en[b] == 1 else f"{b} ({doc_id})")
        for (a, b), doc_id in zip(pairs, doc_ids, strict=True)
    ]


def _pair(rules: Rules, fields: dict, doc_id: str) -> tuple[str, str]:
    level = next((name for name in PLACES if fields.get(name)), None)
    year = f" {fields['review_year']}" if fields.get("review_year") else ""
    if level is None:
        zh, en = doc_id, doc_id
    else:
        zh, en = fields[level] + year, in_pinyin(rules, fields[level]) + year
        unnamed = "town" if fields.get("town_hidden") else fields.get("level")
        if unnamed in PLACES and PLACES.index(unnamed) < PLACES.index(level):
            zh = label(f"unnamed.{unnamed}", "zh").format(place=fields[level]) + year
            en = label(f"unnamed.{unnamed}", "en").format(place=in_pinyin(rules, fields[level])) + year
    return fields.get("label_zh") or zh, fields.get("label_en") or en


def in_pinyin(rules: Rules, name: str) -> str:
    """Return a place name in pinyin without tones or the word for its level: 李台镇 gives Litai, 吉林省 Jilin.

    A province is called as provinces.csv has it: without tones 陕西 would be called as 山西 is.

    Readings are those of the pypinyin library; `label_en` in reports.csv corrects a name it reads wrong.
    """
    bare = pattern(rules, "level_last").sub("", name)
    if bare in _english(rules):
        return _english(rules)[bare]
    import pypinyin  # slow to import: its dictionary of phrases

    return "".join(pypinyin.lazy_pinyin(bare if len(bare) > 1 else name)).capitalize()


@compiled
def _english(rules: Rules) -> dict[str, str]:
    return {row["short"]: row["english"] for row in rules.table("provinces")} | {NATION: "China"}


def named(table: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the table with each report's name in front of its rows, in the order of `reports`.

    table: any table with doc_id. reports: the reports table. language: "zh" or "en".
    """
    order = {doc_id: number for number, doc_id in enumerate(reports["doc_id"])}
    called = reports.set_index("doc_id")[f"label_{language}"]
    rows = table[table["doc_id"].isin(order)]
    rows = rows.sort_values("doc_id", key=lambda ids: ids.map(order), kind="stable")
    rows.insert(0, "report", rows["doc_id"].map(called))
    return rows.drop(columns="doc_id").reset_index(drop=True)
