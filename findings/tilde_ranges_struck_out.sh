#!/usr/bin/env bash
# Two ranges in one sentence of a report strike out the words between them.
#
# Reports write ranges with a tilde: 引进2~3家企业，投资5~8亿元. The Markdown reader that JupyterLab 4.6 uses takes a single ~ for
# a mark of deleted text, although its left and right neighbours are digits: the page shows 2<del>3家企业，投资5</del>8亿元,
# that is "28亿元" with a crossed-out rest. One range alone stays whole, and so does the full-width ～.
#
# It matters to whoever shows sentences of township reports in a Markdown cell, or prints them with display(Markdown(...)).
# Package: marked 17.0.6 (npm), the version that JupyterLab 4.6.6 asks for. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact marked@17.0.6
cat >try.mjs <<'JAVASCRIPT'
import fs from "node:fs";
import { marked } from "marked";

const version = JSON.parse(fs.readFileSync("node_modules/marked/package.json")).version;
const seenBefore = {
  "今年引进2~3家企业，投资5~8亿元。": "<p>今年引进2<del>3家企业，投资5</del>8亿元。</p>",
  "今年投资5~8亿元。": "<p>今年投资5~8亿元。</p>",
  "今年引进2～3家企业，投资5～8亿元。": "<p>今年引进2～3家企业，投资5～8亿元。</p>",
  "今年引进2\\~3家企业，投资5\\~8亿元。": "<p>今年引进2~3家企业，投资5~8亿元。</p>",
};
console.log(`marked ${version}`);
let changed = false;
for (const [sentence, before] of Object.entries(seenBefore)) {
  const seen = marked.parse(sentence).trim();
  console.log(`  in:  ${sentence}\n  out: ${seen}`);
  if (seen !== before) {
    console.log(`  CHANGED, was: ${before}`);
    changed = true;
  }
}
process.exit(changed ? 1 : 0);
JAVASCRIPT
node try.mjs
