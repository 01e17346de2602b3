"""Memory: what a large message took goes back to the system; what is loaded for good is not searched for garbage."""

import ctypes
import gc
import sys

M_ARENA_MAX = -8  # malloc.h
YOUNG = 10_000  # new objects after which the youngest are searched; Python's 700 are meant for small programs


def share_one_heap() -> None:
    """Lets all threads allocate from one heap of glibc (mallopt, man 3): what one of them frees serves the others.

    Before there are threads. Elsewhere nothing happens.
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """Returns what is free in glibc's heap to the system (malloc_trim, man 3); elsewhere nothing happens."""
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)


def spare_what_is_loaded() -> None:
    """Rules, templates and modules are there for good: the garbage collector leaves out all that exists now.

    Without it every search of all objects takes as long as six messages. To be called again after a reload.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
