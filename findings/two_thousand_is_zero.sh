#!/usr/bin/env bash
# 两千 is 0, 一万二 is 10,002 and 两万五 is 5 in a library made for Chinese numerals.
#
# nzh knows 二 but not 两, the usual word for two before a measure or a thousand: it leaves it out, and the thousand with it. A last
# digit after 万 stands for thousands in Chinese (一万二 is 12,000); nzh takes it for units. The answer is a plain number each time.
#
# It matters because 两千余亩 and 一万二 are how townships write round figures; a table made in a browser has 0 there.
# Package: nzh 1.0.14 (npm). Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact nzh@1.0.14
cat >try.cjs <<'JAVASCRIPT'
const fs = require("node:fs");
const { cn } = require("nzh");

const before = { 二千: 2000, 两千: 0, 一万二千: 12000, 一万二: 10002, 两万五: 5 };
let changed = false;
console.log(`nzh ${JSON.parse(fs.readFileSync("node_modules/nzh/package.json")).version}`);
for (const [numeral, value] of Object.entries(before)) {
  const seen = Number(cn.decodeS(numeral));
  console.log(`  in:  ${numeral}   out: ${seen}`);
  if (seen !== value) {
    console.log(`  CHANGED, was: ${value}`);
    changed = true;
  }
}
process.exit(changed ? 1 : 0);
JAVASCRIPT
node try.cjs
