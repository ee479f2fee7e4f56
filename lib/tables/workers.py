"""Runs one function over many arguments in this process or in several, says how far it is, and leaves no process behind."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.connection import wait

from lib.tables.progress import progress

# Reports from which several processes are faster than one: each needs some seconds before it reads its first.
ENOUGH = 200


def run(
    function: Callable,
    arguments: Sequence[tuple],
    sizes: Sequence[int],
    what: str,
    jobs: int | None,
    say: Callable[[str], None],
) -> Iterator:
    """Yield what the function returns for each tuple of arguments, in their order, whatever process works it out.

    sizes: how many things each of them is, and what: of what, in a word. jobs: number of processes; None takes the machine's
    cores for ENOUGH things or more, else one. say: takes one line of progress.
    """
    more = progress(sum(sizes), what, say)
    processes = min(jobs or usual(sum(sizes)), len(arguments))
    if processes <= 1:
        for own, size in zip(arguments, sizes, strict=True):
            yield function(*own)
            more(size)
        return
    with ProcessPoolExecutor(processes, initializer=end_with_parent) as pool:
        waiting = {pool.submit(function, *own): number for number, own in enumerate(arguments)}
        try:
            yield from _in_order(waiting, lambda number: more(sizes[number]))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def usual(things: int) -> int:
    """Return the number of processes for so many reports or files."""
    return (os.cpu_count() or 1) if things >= ENOUGH else 1


def _in_order(waiting: dict, done: Callable[[int], None]) -> Iterator:
    """What futures give, in the order of their numbers; done is told each number as soon as it is there."""
    there, following = {}, 0
    for future in as_completed(waiting):
        there[waiting[future]] = future.result()
        done(waiting[future])
        while following in there:
            yield there.pop(following)
            following += 1


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
