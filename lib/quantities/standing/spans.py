"""Periods as the tables write them: 2020, 2020-06, 2020-01/2020-10 and 2016/2020; empty where no time is known."""


def of_year(year: int | None) -> str:
    """Return the period of a year, empty for None."""
    return str(year) if year else ""


def of_years(first: int, last: int) -> str:
    """Return the period from one year to another."""
    return f"{first}/{last}" if first < last else str(last)


def of_months(year: int | None, first: int, last: int) -> str:
    """Return the period from one month to another of a year, empty where the year is None."""
    if not year:
        return ""
    return f"{year}-{first:02}" if first == last else f"{year}-{first:02}/{year}-{last:02}"


def first_year(period: str) -> int | None:
    """Return the year in which a period begins."""
    return int(period[:4]) if period else None


def last_year(period: str) -> int | None:
    """Return the year in which a period ends."""
    return int(period.split("/")[-1][:4]) if period else None


def last_month(period: str) -> int:
    """Return the month in which a period ends."""
    return int(period.split("/")[-1][5:7]) if within_year(period) else 12


def year_before(period: str) -> str:
    """Return the same part of the year before: 2020-01/2020-11 of 2021-01/2021-11."""
    return "/".join(f"{int(end[:4]) - 1}{end[4:]}" for end in period.split("/"))


def several_years(period: str) -> bool:
    """Return whether a period is one of several years."""
    return "/" in period and "-" not in period


def within_year(period: str) -> bool:
    """Return whether a period is a month or another part of one year."""
    return "-" in period


def ends_before(period: str, other: str) -> bool:
    """Return whether a period ends before another begins; False where one is empty. A year ends with its December."""
    if not period or not other:
        return False
    end, start = period.split("/")[-1], other.split("/")[0]
    shortest = min(len(end), len(start))
    return end[:shortest] < start[:shortest]
