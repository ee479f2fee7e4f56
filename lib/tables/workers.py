"""Runs one function over many arguments in this process or in several, says how far it is, and leaves no process behind."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait


def run(
    function: Callable, arguments: list[tuple], what: str, jobs: int, say: Callable[[str], None]
) -> Iterator:
    """Yield what the function returns for each tuple of arguments, in their order, whatever process works it out.

    what: what is worked on, in a word. jobs: number of processes; with one, or one thing to do, this process does it. say: takes one line of
    progress.
    """
    if jobs <= 1 or len(arguments) <= 1:
        yield from (function(*own) for own in arguments)
        return
    with ProcessPoolExecutor(min(jobs, len(arguments)), initializer=end_with_parent) as pool:
        waiting = [pool.submit(function, *own) for own in arguments]
        try:
            for future in waiting:
                yield future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def end_with_parent() -> None:
    """Let this process end as soon as the one that started it has ended, however that came about.

    A process that was killed cannot tell the others to stop: they would wait for work for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
