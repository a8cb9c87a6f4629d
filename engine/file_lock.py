"""Hold a lock on a file while it is changed, so that two processes never write over each other.

In: a path. Out: a context in which this process alone holds the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from wayhome.engine.errors import InputError

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows: two writes within the same few milliseconds are not told apart there
    fcntl = None


@contextmanager
def locked(path: Path, *, make: bool = False) -> Iterator[None]:
    """Hold a lock on the file at this path, which the system gives back when a process ends, however it ends.

    With `make`, a file that does not exist is made, empty. Raises InputError if it cannot be opened.
    """
    if fcntl is None:
        if make:
            path.touch()
        yield  # nothing is held open: a file that is open cannot be replaced there
        return
    while True:
        try:
            # O_NONBLOCK: a named pipe would wait for somebody to write.
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT if make else os.O_RDONLY | os.O_NONBLOCK, 0o666)
        except OSError as error:
            what = "cannot be written" if make else "cannot be read"
            raise InputError.at(str(path), f"{what}: {error.strerror or error}") from None
        try:
            with suppress(OSError):  # a network drive may know no locks
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            if _leads_to(path, descriptor):
                yield
                return
            # Replaced while we waited: the lock has to be on the new file.
        finally:
            os.close(descriptor)


def _leads_to(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:  # taken away meanwhile
        return False


@contextmanager
def locked_folders(*folders: Path) -> Iterator[None]:
    """Hold a lock on folders whose files are changed together, in the order given; each once, whatever its path is.

    Raises InputError for a folder that is not there.
    """
    with ExitStack() as held:
        for folder in {folder.resolve(): folder for folder in folders}.values():
            if not folder.is_dir():
                raise InputError.at(str(folder), "there is no such folder")
            held.enter_context(locked(folder))
        yield
