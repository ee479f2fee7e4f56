"""Writes the made-up county's reports from its table of true values: python data/made_up_county/truth/make_county.py."""

import csv
import hashlib
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
CORPUS = FOLDER.parent
COUNTY = "澄野县"
YEARS = (2021, 2022, 2023)
SAID = "（本文系虚构：地名、人名、数字均不指任何真实地方，依真值表写成，仅供演示和检验。）"
SENT = 7  # sentences on the town's life in a review; and in a plan
PLANNED = 4
LATER = ("told_later", "restated")  # traps that speak in the next year's report
RESTATED = 0.9
ECONOMY = (
    "general_public_budget_revenue",
    "fixed_asset_investment_unspecified",
    "above_scale_industrial_output",
    "rural_disposable_income",
)


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the county's tables; lines that begin with # are its explanation."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def reports() -> dict[str, str]:
    """Return the text of each report by its id, made from values.csv, wordings.csv, sentences.csv and towns.csv."""
    turns: Counter[tuple] = Counter()
    made = {}
    for place, town in enumerate(rows("towns.csv")):
        for year in YEARS:
            made[f"{town['id']}-{year}"] = report(town, place, year, turns)
    return made


def report(town: dict, place: int, year: int, turns: Counter) -> str:
    """Return one report; turns: how often each wording was used, so that all are."""
    own = [row for row in rows("values.csv") if row["town"] == town["town"]]
    told = {
        row["indicator"]: worded(row, turns)
        for row in own
        if (row["aim"], row["year"]) == ("result", str(year))
    }
    later = [worded(row, turns, True) for row in own if row["trap"] in LATER and row["year"] == str(year - 1)]
    wanted = [worded(row, turns) for row in own if (row["aim"], row["year"]) == ("target", str(year + 1))]
    economy = "".join([*(told[name] for name in ECONOMY), *later])
    life = around("review", place, year)
    works = [told[name] for name in ("road_built", "toilets_renovated")]
    lines = [
        f"{COUNTY}{town['town']}{year}年政府工作报告",
        f"——{year + 1}年1月{10 + place}日在{town['town']}第十九届人民代表大会第{'一二三四五'[year - YEARS[0]]}次会议上",
        f"{town['town']}镇长 {town['head']}"
        if town["town"].endswith("镇")
        else f"{town['town']}乡长 {town['head']}",
        SAID,
        "各位代表：",
        f"现在，我代表{town['town']}人民政府向大会报告工作，请予审议。",
        f"一、{year}年工作回顾",
        f"{year}年，全镇上下同心协力，各项事业取得新进展。".replace("镇", town["town"][-1]),
        f"（一）经济运行。{economy}{''.join(life[:3])}",
        f"（二）城乡建设。{''.join(works)}{''.join(life[3:5])}",
        f"（三）社会事业。{told['new_urban_jobs']}{''.join(life[5:])}",
        f"我们也清醒地认识到存在的困难和问题：{''.join(row['text'] for row in rows('sentences.csv') if row['part'] == 'problems')}",
        f"二、{year + 1}年工作安排",
        f"{year + 1}年主要预期目标是：{'；'.join(text.rstrip('。') for text in wanted)}。",
        *(
            f"（{number}）{text}"
            for number, text in zip("一二三四", around("plan", place, year), strict=False)
        ),
        "各位代表，让我们同心同德，扎实工作，为建设美好家园而努力！",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def worded(row: dict, turns: Counter, later: bool = False) -> str:
    """Return the sentence of one true value, "" where the report does not state it; later: in the next year's report."""
    aim, trap = row["aim"], row["trap"]
    if trap == "silent" or (trap == "told_later" and not later):
        return ""
    if later and trap == "restated":
        return f"上年固定资产投资完成{float(row['printed'].removesuffix('亿元')) * RESTATED:.2f}亿元。"
    if trap == "restated":
        trap = ""
    fitting = [
        line["text"]
        for line in rows("wordings.csv")
        if (line["indicator"], line["aim"], line["trap"]) == (row["indicator"], aim, trap)
    ]
    key = (row["indicator"], aim, trap)
    turns[key] += 1
    text = fitting[(turns[key] - 1) % len(fitting)].format(value=row["printed"], growth=row["growth_printed"])
    if trap == "two_values":
        return f"{text}固定资产投资完成{float(row['printed'].removesuffix('亿元')) + 0.66:.2f}亿元。"
    return text


def around(part: str, place: int, year: int) -> list[str]:
    """Return the other sentences of a part: those that the year may take, begun at another one for each town."""
    fitting = [
        row["text"]
        for row in rows("sentences.csv")
        if row["part"] == part and int(row["from"]) <= year <= int(row["to"])
    ]
    step = 3 if part == "review" else 1
    start = place * step + year
    found = [fitting[(start + number * step) % len(fitting)] for number in range(len(fitting))]
    return list(dict.fromkeys(found))[: SENT if part == "review" else PLANNED]


def main() -> None:
    """Write raw/ and reports.csv anew."""
    (CORPUS / "raw").mkdir(exist_ok=True)
    towns = {row["id"]: row for row in rows("towns.csv")}
    lines = ["doc_id,sha256,place_id,county,town,level,population,villages,area_km2,terrain"]
    for doc_id, text in reports().items():
        content = text.encode("utf-8")
        (CORPUS / "raw" / f"{doc_id}.txt").write_bytes(content)
        town = towns[doc_id.rpartition("-")[0]]
        cells = [doc_id, hashlib.sha256(content).hexdigest(), town["id"], COUNTY, town["town"], "town"]
        lines.append(
            ",".join([*cells, *(town[name] for name in ("population", "villages", "area_km2", "terrain"))])
        )
    head = "# The made-up county's reports 虚构县的报告: no place has these names, and no figure is of one. Made by make_county.py.\n"
    (CORPUS / "reports.csv").write_text(head + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
