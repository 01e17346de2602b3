"""Gives up, for this process and its children, what a document reader does not need.

What it really is: resource limits (address space, size of written files, open files, no core dump) always; on Linux
also no privilege gained by children (PR_SET_NO_NEW_PRIVS), a network namespace without interfaces where the kernel
permits it (containers often refuse it), and a filter that refuses to open sockets at all (seccomp.py). Should both be
refused, a Python audit hook still refuses every connection made from Python code; libraries in C are then held back
by the limits only. CPU time is limited per document by `allow_cpu`.
"""

import ctypes
import math
import os
import resource
import signal
import sys

from mailbot.message.documents import seccomp

MEMORY = 768 * 2**20  # bytes of address space
WRITTEN = 64 * 2**20  # bytes of one written file
OPEN_FILES = 64

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000  # linux/sched.h
PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 4, 38  # linux/prctl.h

REFUSED_EVENTS = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")


def confine(memory: int = MEMORY, written: int = WRITTEN) -> None:
    """Applies every limit to this process. Call it while there is one thread only. Never raises."""
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_FSIZE, written)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        if library.unshare(CLONE_NEWNET) != 0:
            library.unshare(CLONE_NEWUSER | CLONE_NEWNET)
        library.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        library.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        seccomp.refuse_sockets()
    sys.addaudithook(_refuse_network)


def allow_cpu(seconds: float) -> None:
    """Lets this process use so many more seconds of CPU; beyond them the kernel ends it with SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = math.ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _limit(what: int, value: int) -> None:
    """Lowers one limit, for good; an already lower one stays."""
    hard = resource.getrlimit(what)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    """The audit hook (PEP 578)."""
    if event in REFUSED_EVENTS:
        raise PermissionError(f"a document reader has no network ({event})")


def end_with_parent(descriptor: int) -> None:
    """Ends this process and its children as soon as the other end of a pipe is closed. For a thread of its own."""
    import select

    waiting = select.poll()
    waiting.register(descriptor, 0)  # POLLHUP is always reported
    waiting.poll()
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)
