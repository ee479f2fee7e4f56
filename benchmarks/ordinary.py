"""The ordinary script that a scholar would write for the same folder, as the measure of speed: python benchmarks/ordinary.py FOLDER.

Reads text files, takes away white space and page chrome, cuts words with jieba and a dictionary of its own, counts them,
weighs them by tf-idf, looks for numbers with units by one pattern and for policy terms, and writes what it found as CSV.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import jieba
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

DICTIONARIES = Path(__file__).resolve().parent.parent / "data" / "dictionaries"
STOP = {"的", "了", "和", "是", "在", "等", "与", "及", "对", "为", "以", "中", "上"}
CHROME = re.compile(r"阅读全文|点击下载|微信扫一扫.*|http\S+")
QUANTITY = re.compile(
    r"(\d[\d,.]*)(余|多)?(万|亿)?(余)?(元|亩|户|人|公里|%|％|平方米|公顷|吨|斤|株|头|只|家|个|处|座|条|套|台|辆|盏|名|次|场|件|份|项|米|㎡|所|村)"
)


def cleaned(path: Path) -> str:
    """Return a file's text without white space in lines, blank lines and the words of web pages."""
    text = re.sub(r"[ \t\u3000\xa0]+", "", path.read_text(encoding="utf-8", errors="replace"))
    return CHROME.sub("", re.sub(r"\n{2,}", "\n", text))


def first_column(name: str) -> list[str]:
    """Return the first cell of each row of a dictionary of the workbook."""
    lines = (DICTIONARIES / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()
    cells = [line.split(",")[0] for line in lines if line and not line.startswith("#")]
    return [cell for cell in cells[1:] if len(cell) > 1]


def main(folder: Path, out: Path) -> None:
    """Write words.csv, quantities.csv and terms.csv of the reports of a folder."""
    jieba.setLogLevel(60)
    for word in first_column("user_words"):
        jieba.add_word(word)
    terms = first_column("themes")
    paths = sorted(folder.rglob("*.txt"))
    words, quantities, hits = [], [], []
    for path in paths:
        text = cleaned(path)
        own = [word for word in jieba.lcut(text) if len(word) > 1 and word not in STOP]
        words.append(own)
        quantities += [(path.stem, match.start(), *match.groups()) for match in QUANTITY.finditer(text)]
        hits.append({term: text.count(term) for term in terms})
    weights = TfidfVectorizer(analyzer=lambda own: own).fit(words)
    scores = weights.transform(words)
    names = weights.get_feature_names_out()
    rows = []
    for number, (path, own) in enumerate(zip(paths, words)):
        weight = dict(zip(names[scores[number].indices], scores[number].data))
        rows += [(path.stem, word, count, weight[word]) for word, count in Counter(own).most_common()]
    out.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(rows, columns=["file", "word", "count", "tf_idf"]).to_csv(out / "words.csv", index=False)
    pd.DataFrame(quantities).to_csv(out / "quantities.csv", index=False)
    pd.DataFrame(hits, index=[path.stem for path in paths]).to_csv(out / "terms.csv")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
