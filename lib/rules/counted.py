"""Numbers that bring the noun that goes with them: 1 report, 2 reports."""


class Counted(int):
    """A number that a template prints as {n:report|reports}: with separators, and the noun that goes with it."""

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        return f"{int(self):,} {one if self == 1 else many}" if bar else format(int(self), spec)
