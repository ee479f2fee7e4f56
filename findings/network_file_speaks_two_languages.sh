#!/usr/bin/env bash
# Two network libraries share the GML format, but not for towns with Chinese names: neither reads what the other wrote.
#
# networkx writes GML in ASCII, 李台镇 as &#26446;&#21488;&#38215;. igraph does not know these entities and shows the towns under
# them (with a warning). igraph in turn writes plain UTF-8, and networkx refuses that file: "input is not ASCII-encoded".
# Each library reads its own file back right, so a test of either alone finds nothing.
#
# It matters for co-word networks of reports, made in Python and drawn with igraph in Python or R. GraphML carries the names both ways.
# Packages: networkx 3.6.1, igraph 1.0.0. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check networkx==3.6.1 igraph==1.0.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys

import igraph
import networkx

network = networkx.Graph([("李台镇", "养殖"), ("孙岗镇", "养殖")])
networkx.write_gml(network, "networkx.gml")
networkx.write_graphml(network, "networkx.graphml")
by_igraph = igraph.Graph([(0, 1)], vertex_attrs={"label": ["李台镇", "养殖"]})
by_igraph.write_gml("igraph.gml")
try:
    refused = list(networkx.read_gml("igraph.gml"))
except networkx.NetworkXError as error:
    refused = str(error)
seen = {
    "networkx reads networkx's GML": list(networkx.read_gml("networkx.gml")),
    "igraph reads igraph's GML": igraph.Graph.Read_GML("igraph.gml").vs["label"],
    "igraph reads networkx's GML": igraph.Graph.Read_GML("networkx.gml").vs["label"],
    "networkx reads igraph's GML": refused,
    "igraph reads networkx's GraphML": igraph.Graph.Read_GraphML("networkx.graphml").vs["id"],
}
print("networkx", networkx.__version__, "igraph", igraph.__version__)
for what, labels in seen.items():
    print(f"  {what}: {labels}")
before = {
    "networkx reads networkx's GML": ["李台镇", "养殖", "孙岗镇"],
    "igraph reads igraph's GML": ["李台镇", "养殖"],
    "igraph reads networkx's GML": ["&#26446;&#21488;&#38215;", "&#20859;&#27542;", "&#23385;&#23703;&#38215;"],
    "networkx reads igraph's GML": "input is not ASCII-encoded",
    "igraph reads networkx's GraphML": ["李台镇", "养殖", "孙岗镇"],
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
