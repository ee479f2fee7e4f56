# The panel in R with the package haven: read it, see why cells are empty, merge yearbook values, run one regression.
# 用 R（haven 包）：读入面板，看缺失的种类，按区划代码并入年鉴数，做一个回归。在 panel 文件夹中运行。
library(haven)
panel <- read_dta("wide.dta")

# Empty cells are told apart: a b c d e f (print_labels shows the words). 缺失分种类，print_labels 可见说明
print(table(na_tag(panel$@outcome@), useNA = "ifany"))
print_labels(panel$@outcome@)

# Yearbook values by place_code and year: fill in the last column of yearbook.csv first.
# 年鉴数：先填 yearbook.csv 的最后一列，再按 place_code 与 year 合并。
yearbook <- read.csv("yearbook.csv", colClasses = c(place_code = "character"), fileEncoding = "UTF-8-BOM")
yearbook <- yearbook[yearbook$place_code != "", c("place_code", "year", "yearbook_value")]
panel <- merge(panel, yearbook, by = c("place_code", "year"), all.x = TRUE)

# One regression. 一个回归
used <- as.data.frame(zap_labels(panel[, c("place_number", "year", "@theme@", "@outcome@", "@outcome@_e")]))
used <- used[stats::complete.cases(used), ]
model <- lm(@theme@ ~ @outcome@ + factor(year), data = used)
print(summary(model))

# The same slope, allowing for what the printed digits leave open: X_e is half the width of that interval, and an error
# spread evenly over it has the variance X_e^2/3. 印刷位数留下的误差：均匀误差的方差为 X_e 平方的三分之一。
reliability <- 1 - mean(used$@outcome@_e^2 / 3) / var(used$@outcome@)
print(c(reliability = reliability, slope = unname(coef(lm(@theme@ ~ @outcome@, used))[2]) / reliability))
