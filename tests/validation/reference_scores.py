"""A second way to every score, written apart from lib and with the standard library only: the tests hold lib against it.

    reference_scores.py GOLD_DIR TABLES_DIR [--raw DIR] [--show N] [--json]

GOLD_DIR holds one folder per document (see gold/GUIDE.md); the raw text is its raw.txt, or DIR/<doc_id>.txt. TABLES_DIR holds quantities.csv,
sections.csv and cleaning.csv as the project exports them, each with a `doc_id` column that equals
the gold folder's name, and offsets into the raw text. Prints one line per measure; with --show N
also the first N misses, spurious rows and wrong attributes of every document.

Measures
  quantities  precision, recall, F1 of detection: gold and predicted rows are paired one to one by
              the largest overlap of their raw [start, end) ranges
  span        share of paired rows whose start and end are exactly the gold's
  value, unit, bound, kind, scope, status, period   share of paired rows that agree
  name        share of paired rows whose `indicator` agrees: quotes, spaces and a final counting word (数, 户数, 人数, 个数 ...)
              removed, then equal, or Dice over character bigrams >= 0.5, or one contains the other and is at least half as long
  name_exact  the same, equal only
  row         share of gold rows found with value, unit, bound, kind, scope, status, period, canonical and name (as `name`) all right: a row that a
              reader would sign without a correction
  strict      F1 where a pair counts only if value, unit, kind and status agree
  canonical   F1 over (row, canonical id) with the right value, rows with an id of the annotations' list only
  sections    F1 of headings (raw offset within 4 characters), and share of those with the right role, level and heading
              (folders without sections.csv or noise.csv take no part in these)
  noise       share of the gold noise removed, and share of the body lost: visible characters inside edits whose replacement
              has fewer visible characters than the raw text they cover (all of the edit's characters count as removed)
Every predicted surface must equal raw[start:end]; rows that do not are counted as `bad_offsets` and leave the pairing.
"""

import argparse
import collections
import csv
import json
import pathlib
import re
import sys
import unicodedata

COUNTING = re.compile("(?:户|人|个|家|件|条|处|项|村|台|次)?数量?$|人次$")
# The ids that the annotations use; the project may know more, and those count as none here.
IDS = {
    "gdp",
    "fiscal_revenue",
    "tax_revenue",
    "fixed_asset_investment",
    "industrial_fixed_asset_investment",
    "industrial_output",
    "industrial_value_added",
    "industrial_revenue",
    "industrial_profit",
    "agricultural_output",
    "investment_attracted",
    "retail_sales",
    "rural_income_per_capita",
    "village_collective_income",
    "population",
    "villages",
    "new_jobs",
    "new_firms_above_scale",
    "registered_businesses",
    "land_transferred",
    "high_standard_farmland",
    "road_built",
    "toilets_renovated",
    "dilapidated_houses_renovated",
    "households_lifted",
    "people_lifted",
    "subsistence_households",
    "subsistence_people",
    "pension_insured",
    "medical_insured",
    "good_air_days",
    "livelihood_projects",
    "key_projects",
    "key_project_investment",
}
ATTRIBUTES = ("value", "unit", "bound", "kind", "scope", "status", "period")


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def spans(rows):
    for row in rows:
        row["start"], row["end"] = int(float(row["start"])), int(float(row["end"]))
    return rows


def visible(text):
    """Number of characters a reader sees."""
    return sum(not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Co") for c in text)


def pair(gold, predicted):
    """One-to-one pairs (gold row, predicted row), largest overlap first."""
    overlaps = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            overlap = min(g["end"], p["end"]) - max(g["start"], p["start"])
            if overlap > 0:
                overlaps.append((-overlap, abs(g["start"] - p["start"]), i, j))
    taken_gold, taken_predicted, pairs = set(), set(), []
    for _, _, i, j in sorted(overlaps):
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    missed = [g for i, g in enumerate(gold) if i not in taken_gold]
    spurious = [p for j, p in enumerate(predicted) if j not in taken_predicted]
    return pairs, missed, spurious


def same(attribute, gold, predicted):
    if attribute == "value":
        try:
            g, p = float(gold["value"]), float(predicted["value"])
        except (TypeError, ValueError):
            return False
        return abs(g - p) <= 1e-9 * max(abs(g), abs(p), 1.0)
    return (gold.get(attribute) or "").strip() == (predicted.get(attribute) or "").strip()


def bigrams(text):
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def plain(text):
    """Text without spaces, full-width forms folded."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def bare_name(row):
    text = re.sub(r"[“”\"'‘’「」]", "", plain(row.get("indicator") or ""))
    return COUNTING.sub("", text) or text


def same_name(gold, predicted):
    g, p = bare_name(gold), bare_name(predicted)
    if not g or not p:
        return g == p
    if (g in p or p in g) and 2 * min(len(g), len(p)) >= max(len(g), len(p)):
        return True
    a, b = bigrams(g), bigrams(p)
    return 2 * len(a & b) / (len(a) + len(b)) >= 0.5


def f1(hit, gold, predicted):
    precision = hit / predicted if predicted else float(gold == 0)
    recall = hit / gold if gold else 1.0
    return precision, recall, (2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def raw_text(folder, raw_dir):
    for path in ([raw_dir / f"{folder.name}.txt"] if raw_dir else []) + [folder / "raw.txt"]:
        if path.exists():
            with open(path, encoding="utf-8", newline="") as f:
                return f.read()
    sys.exit(f"reference_scores: no raw text for {folder.name}")


def score(gold_dir, tables_dir, show=0, raw_dir=None):
    def by_doc(name):
        path = tables_dir / name
        if not path.exists():
            sys.exit(f"reference_scores: {path} is missing")
        groups = collections.defaultdict(list)
        for row in read_csv(path):
            groups[row["doc_id"]].append(row)
        return groups

    quantities, sections, cleaning = by_doc("quantities.csv"), by_doc("sections.csv"), by_doc("cleaning.csv")
    n = collections.Counter()
    agree = collections.Counter()
    for folder in sorted(p for p in gold_dir.iterdir() if p.is_dir()):
        doc = folder.name
        raw = raw_text(folder, raw_dir)
        gold = spans(read_csv(folder / "quantities.csv"))
        stated = spans([dict(r) for r in quantities.get(doc, [])])
        predicted = [p for p in stated if raw[p["start"] : p["end"]] == p["surface"]]
        for p in predicted:
            p["canonical"] = p.get("canonical") if p.get("canonical") in IDS else ""
        n["bad_offsets"] += len(stated) - len(predicted)
        pairs, missed, spurious = pair(gold, predicted)
        n["gold"] += len(gold)
        n["predicted"] += len(predicted)
        n["paired"] += len(pairs)
        wrong = []
        for g, p in pairs:
            for attribute in ATTRIBUTES:
                ok = same(attribute, g, p)
                agree[attribute] += ok
                if not ok:
                    wrong.append((attribute, g, p))
            agree["span"] += (g["start"], g["end"]) == (p["start"], p["end"])
            ok = same_name(g, p)
            agree["name"] += ok
            agree["name_exact"] += bare_name(g) == bare_name(p)
            n["row"] += ok and all(same(a, g, p) for a in (*ATTRIBUTES, "canonical"))
            if not ok:
                wrong.append(("indicator", g, p))
            n["strict"] += all(same(a, g, p) for a in ("value", "unit", "kind", "status"))
            n["canonical_hit"] += bool(g["canonical"]) and same("canonical", g, p) and same("value", g, p)
        n["canonical_gold"] += sum(bool(g["canonical"]) for g in gold)
        n["canonical_predicted"] += sum(bool((p.get("canonical") or "").strip()) for p in predicted)

        has_sections = (folder / "sections.csv").exists()
        gold_sections = read_csv(folder / "sections.csv") if has_sections else []
        found = (
            [dict(r) for r in sections.get(doc, []) if int(float(r.get("level") or 1)) <= 2]
            if has_sections
            else []
        )
        n["sections_gold"] += len(gold_sections)
        n["sections_predicted"] += len(found)
        for g in gold_sections:
            near = min(found, key=lambda p: abs(int(float(p["start"])) - int(g["start"])), default=None)
            if near is not None and abs(int(float(near["start"])) - int(g["start"])) <= 4:
                found.remove(near)
                n["sections_hit"] += 1
                agree["role"] += g["role"] == near.get("role")
                agree["level"] += int(float(near.get("level") or 0)) == int(g["level"])
                agree["heading"] += plain(g["heading"]) == plain(near.get("heading") or "")
            elif show:
                print(f"   section   {g['start']}: {g['heading']!r} {g['role']} not found")

        has_noise = (folder / "noise.csv").exists()
        noise = {
            i
            for r in (spans(read_csv(folder / "noise.csv")) if has_noise else [])
            for i in range(r["start"], r["end"])
            if visible(raw[i])
        }
        removed = {
            i
            for r in (spans([dict(r) for r in cleaning.get(doc, [])]) if has_noise else [])
            if visible(r.get("replacement") or "") < visible(raw[r["start"] : r["end"]])
            for i in range(r["start"], r["end"])
            if visible(raw[i])
        }
        n["noise_gold"] += len(noise)
        n["noise_removed"] += len(noise & removed)
        n["body_lost"] += len(removed - noise)
        n["body"] += (visible(raw) - len(noise)) if has_noise else 0
        if show and removed - noise:
            print(f"   body lost {''.join(raw[i] for i in sorted(removed - noise))[:60]!r}")
        if show and noise - removed:
            print(f"   noise kept {''.join(raw[i] for i in sorted(noise - removed))[:60]!r}")

        if show:
            print(f"== {doc}: {len(gold)} gold, {len(predicted)} predicted, {len(pairs)} paired")
            for g in missed[:show]:
                print(f"   missed    {g['start']}: {g['surface']!r} {g['indicator']}")
            for p in spurious[:show]:
                print(f"   spurious  {p['start']}: {p.get('surface')!r} {p.get('indicator')}")
            for attribute, g, p in wrong[:show]:
                print(
                    f"   {attribute:9} {g['start']}: {g['surface']!r} gold {g[attribute]!r} got {p.get(attribute)!r}"
                )

    precision, recall, detection = f1(n["paired"], n["gold"], n["predicted"])
    result = {
        "documents": sum(p.is_dir() for p in gold_dir.iterdir()),
        "gold": n["gold"],
        "precision": precision,
        "recall": recall,
        "f1": detection,
    }
    for attribute in ("span", *ATTRIBUTES, "name", "name_exact"):
        result[attribute] = agree[attribute] / n["paired"] if n["paired"] else 0.0
    result["row"] = n["row"] / n["gold"] if n["gold"] else 0.0
    result["strict_f1"] = f1(n["strict"], n["gold"], n["predicted"])[2]
    result["canonical_f1"] = f1(n["canonical_hit"], n["canonical_gold"], n["canonical_predicted"])[2]
    result["sections_f1"] = f1(n["sections_hit"], n["sections_gold"], n["sections_predicted"])[2]
    result["section_role"] = agree["role"] / n["sections_hit"] if n["sections_hit"] else 0.0
    result["section_level"] = agree["level"] / n["sections_hit"] if n["sections_hit"] else 0.0
    result["section_heading"] = agree["heading"] / n["sections_hit"] if n["sections_hit"] else 0.0
    result["bad_offsets"] = n["bad_offsets"]
    result["noise_removed"] = n["noise_removed"] / n["noise_gold"] if n["noise_gold"] else 1.0
    result["body_lost"] = n["body_lost"] / n["body"] if n["body"] else 0.0
    return result


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=pathlib.Path)
    parser.add_argument("tables", type=pathlib.Path)
    parser.add_argument(
        "--raw", type=pathlib.Path, help="folder of <doc_id>.txt, where the gold folders hold no raw.txt"
    )
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not any(options.tables.glob("*.csv")):
        sys.exit(f"reference_scores: no CSV tables in {options.tables}")
    result = score(options.gold, options.tables, options.show, options.raw)
    if options.json:
        print(json.dumps(result))
    else:
        for name, figure in result.items():
            print(f"{name:14} {figure:.4f}" if isinstance(figure, float) else f"{name:14} {figure}")


if __name__ == "__main__":
    main()
