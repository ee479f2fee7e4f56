"""Says how far a long step is: one line that changes on a terminal, lines now and then elsewhere."""

import sys
import time
from collections.abc import Callable

FIRST, EVERY = 5, 30  # seconds before the first line, and between lines, where they stay


def progress(
    total: int,
    what: str,
    say: Callable[[str], None],
    clock: Callable[[], float] = time.monotonic,
    terminal: bool | None = None,
) -> Callable[[int], None]:
    """Return a function that is told how many more are done, and says how far that is, how fast, and how long it will take.

    total: how many there are. what: of what, in a word. say: takes one line. clock: seconds. terminal: whether the line is
    written over; None finds out, and is False for a `say` that does not print.
    """
    begun, done, told = clock(), 0, clock() + FIRST - EVERY
    if terminal is None:
        terminal = sys.stdout.isatty() and getattr(say, "__name__", "") in ("say", "print")

    def more(number: int) -> None:
        """Count what was finished and tell it where it is time to."""
        nonlocal done, told
        done += number
        now = clock()
        line = f"  {done:,} of {total:,} {what}{_pace(done, total, now - begun)}"
        if terminal:
            end = "\n" if done >= total else ""
            print(f"\r{line:<70}", end=end, flush=True)
        elif now - told >= EVERY and done < total:
            told = now
            say(line)

    return more


def _pace(done: int, total: int, seconds: float) -> str:
    """How fast, and how long the rest takes: ", 12 a second, 3 min left"."""
    if not done or seconds < 1:
        return ""
    rate = done / seconds
    left = (total - done) / rate
    rest = f"{left / 60:.0f} min" if left >= 90 else f"{left:.0f} s"
    return f", {rate:,.{0 if rate >= 10 else 1}f} a second, {rest} left"
