#!/usr/bin/env bash
# A column that names reports, 王庄镇 2019 and 李台镇 2019, becomes one date in a chart's data; the towns are gone.
#
# Vega's loader (vega-loader) guesses the types of a CSV file with parse "auto". A column is a date if JavaScript's Date.parse takes every cell, and
# there any words in front of a number are passed over: both labels are 1 January 2019. A column of ranges, 3-5 and 1-11, is dates in
# 2001. 王庄镇2019 without the space, and 5~8, stay text.
#
# It matters for charts of several towns: all reports of one year fall on one bar, labelled with a number of milliseconds.
# Package: vega-loader 5.1.3 (npm), under Node.js 20; Chrome and Edge have the same Date.parse. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact vega-loader@5.1.3
cat >try.mjs <<'JAVASCRIPT'
import fs from "node:fs";
import { read } from "vega-loader";

process.env.TZ = "UTC";
const csv = "spaced,joined,from_to,tilde\n王庄镇 2019,王庄镇2019,3-5,3~5\n李台镇 2019,李台镇2019,1-11,1~11\n";
const rows = read(csv, { type: "csv", parse: "auto" });
console.log(`vega-loader ${JSON.parse(fs.readFileSync("node_modules/vega-loader/package.json")).version}`);
console.log(`  in:\n${csv.trim()}\n  out:`);
for (const row of rows) console.log(" ", JSON.stringify(row));
const before = [
  { spaced: Date.UTC(2019, 0, 1), joined: "王庄镇2019", from_to: Date.UTC(2001, 2, 5), tilde: "3~5" },
  { spaced: Date.UTC(2019, 0, 1), joined: "李台镇2019", from_to: Date.UTC(2001, 0, 11), tilde: "1~11" },
];
if (JSON.stringify(rows) !== JSON.stringify(before)) {
  console.log(`  CHANGED, was: ${JSON.stringify(before)}`);
  process.exit(1);
}
JAVASCRIPT
node try.mjs
