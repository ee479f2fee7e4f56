"""How a function's time grows with its input, measured so that other work on the machine cannot fail a test."""

import time
from collections.abc import Callable

ATTEMPTS = 6


def grows_with_the_input(work: Callable[[int], Callable[[], object]], small: int, large: int) -> bool:
    """Return whether the time for `large` lies nearer to a straight line than to a square.

    The limit is the geometric mean of both: 8 times the input may take 8 ** 1.5 = 23 times as long; a square takes
    64. One attempt of six within it is enough: a noisy machine can only make a run look slower than it is.

    work: takes a size and returns the call to be timed; what it prepares is not timed.
    """
    limit = (large / small) ** 1.5
    run_small, run_large = work(small), work(large)
    run_small()
    best_small = min(_seconds(run_small) for _ in range(3))
    for _ in range(ATTEMPTS):
        # 3 ms: below that the clock and the caches are what is measured
        if _seconds(run_large) <= limit * max(best_small, 0.003):
            return True
        best_small = max(best_small, min(_seconds(run_small) for _ in range(3)))
    return False


def _seconds(run: Callable[[], object]) -> float:
    begin = time.process_time()
    run()
    return time.process_time() - begin
