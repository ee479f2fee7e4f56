#!/usr/bin/env bash
# A map whose table has a column 乡镇名称 is saved by geopandas as a shapefile that geopandas itself cannot open again.
#
# A column's name has ten bytes in a shapefile. In UTF-8, which geopandas writes unless told otherwise, the fourth Chinese character is cut in its
# middle; a warning says so in bytes. From then on read_file raises UnicodeDecodeError, with pyshp as with geopandas. In GBK the same
# name is whole and read back, because it has eight bytes there; three characters (乡镇名) work in both.
#
# It matters because the table is written when the work is done, and a colleague opens it: 乡镇名称 is what such columns are called.
# Packages: geopandas 1.2.0, pyogrio 0.13.0, pyshp 3.1.6. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check geopandas==1.2.0 pyogrio==0.13.0 pyshp==3.1.6 pandas==3.1.1 shapely==2.2.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

import geopandas
import shapefile
from shapely.geometry import Point


def by_geopandas(path):
    return next(iter(geopandas.read_file(path).columns))


def by_pyshp(path):
    encoding = open(path.replace(".shp", ".cpg"), encoding="ascii").read()
    with shapefile.Reader(path, encoding=encoding) as file:
        return file.fields[1].name


def read(reader, path):
    try:
        return reader(path)
    except (UnicodeDecodeError, shapefile.ShapefileException) as error:
        return type(error).__name__


seen = {}
for name, encoding in (("乡镇名", None), ("乡镇名称", None), ("乡镇名称", "GBK")):
    path = f"{encoding}{len(name)}.shp"
    towns = geopandas.GeoDataFrame({name: ["李台镇"]}, geometry=[Point(116, 36)], crs=4326)
    towns.to_file(path, **({"encoding": encoding} if encoding else {}))
    seen[name, encoding] = (read(by_geopandas, path), read(by_pyshp, path))
print(*(f"{name} {version(name)}" for name in ("geopandas", "pyogrio", "pyshp")), sep=", ")
for (name, encoding), found in seen.items():
    print(f"  in:  {name}, {encoding or 'no encoding named'}   out:", *found)
before = {
    ("乡镇名", None): ("乡镇名", "乡镇名"),
    ("乡镇名称", None): ("UnicodeDecodeError", "dbfFileException"),
    ("乡镇名称", "GBK"): ("乡镇名称", "乡镇名称"),
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
