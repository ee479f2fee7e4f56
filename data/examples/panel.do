* The panel in Stata 14 or later: read it, see why cells are empty, merge yearbook values, run one regression.
* 用 Stata 14 及以上版本：读入面板，看缺失的种类，按区划代码并入年鉴数，做一个回归。在 panel 文件夹中运行。
version 14
use "wide.dta", clear
xtset place_number year
describe @outcome@ @outcome@_e @theme@

* Empty cells are told apart: .a .b .c .d .e .f .g (label list shows the words). 缺失分种类，label list 可见说明
misstable summarize @outcome@, all
count if @outcome@ == .a

* Yearbook values by place_code and year: fill in the last column of yearbook.csv first.
* 年鉴数：先填 yearbook.csv 的最后一列，再按 place_code 与 year 合并。
preserve
import delimited "yearbook.csv", encoding("utf-8") stringcols(1) varnames(1) clear
keep if place_code != ""
tempfile yearbook
save `yearbook'
restore
merge m:1 place_code year using `yearbook', keep(master match) nogenerate

* One regression. 一个回归
regress @theme@ @outcome@ i.year, vce(cluster place_number)

* The same, allowing for what the printed digits leave open: X_e is half the width of that interval, and an error spread
* evenly over it has the variance X_e^2/3. 印刷位数留下的误差：X_e 为区间宽度的一半，均匀误差的方差为其平方的三分之一。
keep if !missing(@outcome@, @outcome@_e, @theme@)
generate double noise = @outcome@_e^2 / 3
quietly summarize noise
local noise = r(mean)
quietly summarize @outcome@
local reliability = 1 - `noise' / r(Var)
display "reliability of @outcome@: " `reliability'
eivreg @theme@ @outcome@, reliab(@outcome@ `reliability')
