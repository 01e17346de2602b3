"""Takes the system call that opens sockets away from this process and all it starts, C libraries included (Linux).

A filter in the kernel's own small language (seccomp(2), "filter mode"): without sockets there is no network, also where
no network namespace is to be had. io_uring goes with it, which can open sockets by itself.
"""

import ctypes
import errno
import platform
import struct
import sys
from dataclasses import dataclass

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2  # linux/prctl.h, linux/seccomp.h
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO
LOAD_WORD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h: the four instructions that are used
NUMBER, ARCHITECTURE = 0, 4  # offsets in struct seccomp_data
OTHER_CALLS = 0x40000000  # x32's calls on x86-64, which would get around the filter
IO_URING_SETUP = 425


@dataclass(frozen=True, slots=True)
class Machine:
    """What the filter must know of a processor: its mark (linux/audit.h) and its number of socket(2)."""

    mark: int
    socket: int


MACHINES = {"x86_64": Machine(0xC000003E, 41), "aarch64": Machine(0xC00000B7, 198)}


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def program(machine: Machine) -> bytes:
    """The filter: calls of another architecture and those that open sockets are refused, all others allowed. Pure."""
    steps = (
        (LOAD_WORD, 0, 0, ARCHITECTURE),
        (EQUAL, 0, 5, machine.mark),  # else on to REFUSE
        (LOAD_WORD, 0, 0, NUMBER),
        (AT_LEAST, 3, 0, OTHER_CALLS),
        (EQUAL, 2, 0, machine.socket),
        (EQUAL, 1, 0, IO_URING_SETUP),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    )
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def refuse_sockets() -> bool:
    """No socket may be opened from now on, by this process or its children. False where the kernel refuses that."""
    machine = MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    code = program(machine)
    kept = ctypes.create_string_buffer(code, len(code))
    wanted = _Program(len(code) // 8, ctypes.cast(kept, ctypes.c_void_p))
    done = library.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(wanted), 0, 0)
    return bool(done == 0)
