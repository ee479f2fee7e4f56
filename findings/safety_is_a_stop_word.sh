#!/usr/bin/env bash
# 安全, 人民, 保险, 巩固, 任务 and 问题 are stop words: so says a package that offers the usual Chinese lists.
#
# pystopwords gives the union of seven lists unless one is named, 2,643 words. With the function words it takes out what reports are about: 安全
# (safety), 巩固 (consolidate, as in 巩固脱贫成果), 人民, 保险 (insurance), 任务 (task), 问题 (problem). Most of these come
# from the list known as Baidu's (baidu); the one known as Harbin's (hit) has none of them.
#
# It matters for counts and keyness: work safety and the consolidation of poverty relief vanish from every table of words.
# Package: pystopwords 0.0.2. Tried 2026-12-01.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pystopwords==0.0.2
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

from pystopwords import stopwords

words = "安全 人民 保险 巩固 任务 问题 完成 突出 教育 农业".split()
lists = {"without a name": stopwords(), "baidu": stopwords(source="baidu"), "hit": stopwords(source="hit")}
seen = {name: [word for word in words if word in given] for name, given in lists.items()}
print("pystopwords", version("pystopwords"))
print("  in: ", *words)
for name, found in seen.items():
    print(f"  out: stop words by the list {name} ({len(lists[name])}):", " ".join(found) or "none")
before = {
    "without a name": "安全 人民 保险 巩固 任务 问题 完成 突出".split(),
    "baidu": "安全 巩固 任务 问题 完成 突出".split(),
    "hit": [],
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
