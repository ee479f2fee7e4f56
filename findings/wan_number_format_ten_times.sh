#!/usr/bin/env bash
# A sheet that Excel shows in 万元 is written out ten times too large, with an exclamation mark in the figure.
#
# Chinese offices show 元 as 万元 with the number format 0!.0,"万元": the comma divides by 1,000, and !. puts a point before the
# last digit (! makes the next sign literal, as \ does elsewhere). Excel and WPS show 12345 as 1.2万元. SheetJS does not know
# the ! and formats 12345 as 12!.3万元, and 12345678 as 12345!.7万元; whoever strips the odd sign has 12.3万元, tenfold.
# Files say nothing wrong: the value is right, only its displayed text (cell.w, sheet_to_csv, sheet_to_html) is not.
#
# It matters where a town's budget annex comes as .xlsx and its text is taken as shown, unit included.
# Package: xlsx 0.18.5 (SheetJS, npm). Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact xlsx@0.18.5
cat >try.cjs <<'JAVASCRIPT'
const XLSX = require("xlsx");

const format = '0!.0,"万元"';
const sheet = XLSX.utils.aoa_to_sheet([["收入", 12345], ["支出", 12345678]]);
sheet.B1.z = format;
sheet.B2.z = format;
const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, sheet, "决算");
const reread = XLSX.read(XLSX.write(book, { type: "buffer", bookType: "xlsx" }), { cellNF: true });
const seen = XLSX.utils.sheet_to_csv(reread.Sheets["决算"]).trim();
const before = "收入,12!.3万元\n支出,12345!.7万元";
console.log(`xlsx ${XLSX.version}`);
console.log(`  in:  12345 and 12345678 元, number format ${reread.Sheets["决算"].B1.z}`);
console.log("  Excel and WPS show 1.2万元 and 1234.6万元");
console.log(`  out: ${seen.replace("\n", " | ")}`);
if (seen !== before) {
  console.log(`  CHANGED, was: ${before.replace("\n", " | ")}`);
  process.exit(1);
}
JAVASCRIPT
node try.cjs
