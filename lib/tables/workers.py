"""What a process that reads reports does before its first one."""

import os
from multiprocessing import connection, parent_process
from threading import Thread


def end_with_parent() -> None:
    """Let this process end as soon as the one that started it has ended, however that came about.

    A process that was killed cannot tell the others to stop: they would wait for work for ever.
    """
    parent = parent_process()
    if parent is not None:
        Thread(target=_wait, args=(parent.sentinel,), daemon=True).start()


def _wait(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
