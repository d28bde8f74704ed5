"""Imports whose process is gone: nobody else would ever say that they have ended."""

import os
import socket
from collections.abc import Mapping
from typing import Any, Final

from corpus.store import Store

PROCESS: Final = "process"
"""The option of an import that names the process which carries it out, as `this_process` gives it."""

GONE: Final = "导入没有做完：执行它的程序已经退出。已写入的行都在，把同一个文件再导入一次即可补全。"


def this_process() -> dict[str, Any]:
    """Who carries an import out, as JSON."""
    return {"host": socket.gethostname(), "pid": os.getpid()}


def close_abandoned(store: Store) -> None:
    """Say of imports that a process of this machine left unfinished that they have failed. Raises StoreProblem."""
    for job in store.unfinished_imports():
        if is_abandoned(job.options):
            store.fail_import(job.id, GONE)


def is_abandoned(options: Mapping[str, Any]) -> bool:
    """Whether a job's options name a process of this machine that is gone."""
    process = options.get(PROCESS)
    return process is not None and process["host"] == socket.gethostname() and not _is_alive(process["pid"])


def _is_alive(pid: int) -> bool:
    """Whether a process has this number; where that cannot be asked without harm, it counts as alive."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
