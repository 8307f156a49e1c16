"""What a reader process may use: memory, time, files, programs, network. The only file that knows Linux's own calls.

Set by the process itself before it looks at a byte of the upload (source: design, section 3; reliability F1).
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
SECCOMP_MODE_FILTER: Final = 2
# Classic BPF: load a word, jump if equal / greater or equal / any bit set, return.
LOAD, IF_EQUAL, IF_AT_LEAST, IF_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, DENY = 0x7FFF0000, 0x00050000 | 1  # the call fails with EPERM
NR_AT, ARCH_AT, SECOND_AT, THIRD_AT = 0, 4, 24, 32  # where seccomp_data holds the number, the machine and two arguments
WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True, slots=True)
class Limits:
    """`starts_programs`: the recognition of text is another program and may have threads; it still has no network."""

    memory_bytes: int
    cpu_seconds: int
    wall_seconds: int
    starts_programs: bool = False


READING: Final = Limits(memory_bytes=1024 * MIB, cpu_seconds=10, wall_seconds=30)
RECOGNISING: Final = Limits(memory_bytes=3072 * MIB, cpu_seconds=120, wall_seconds=180, starts_programs=True)


@dataclass(frozen=True, slots=True)
class Machine:
    """Numbers of system calls of one processor: `opens` with the place of the flags, what touches the network, what changes anything."""

    arch: int
    opens: tuple[tuple[int, int], ...]
    network: tuple[int, ...]
    changes: tuple[int, ...]


def _calls(numbers: str) -> tuple[int, ...]:
    return tuple(int(number) for number in numbers.split())


MACHINES: Final = {
    "x86_64": Machine(
        arch=0xC000003E,
        opens=((2, SECOND_AT), (257, THIRD_AT)),
        network=_calls("41 42 53 425"),  # socket connect socketpair io_uring_setup
        # clone fork vfork execve kill, truncate to fchown, ptrace, mknod, tkill, *at, vm_writev, renameat2, execveat, clone3, openat2
        changes=_calls(
            "56 57 58 59 62 76 77 82 83 84 85 86 87 88 90 91 92 93 94 101 133 200 258 259 260 263 264 265 266 268 311 316 322 435 437"
        ),
    ),
    "aarch64": Machine(
        arch=0xC00000B7,
        opens=((56, THIRD_AT),),
        network=_calls("198 199 203 425"),
        changes=_calls("33 34 35 36 37 38 45 46 52 53 54 55 117 129 130 220 221 271 276 281 435 437"),
    ),
}


def confine(limits: Limits) -> None:
    """Not to be undone by this process. A kernel without seccomp leaves the resource limits, which never fail quietly."""
    _cap(resource.RLIMIT_AS, limits.memory_bytes)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))  # SIGXCPU, a second later SIGKILL
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_FSIZE, 0)
    _cap(resource.RLIMIT_NOFILE, 64)
    if os.geteuid() != 0 and not limits.starts_programs:
        _cap(resource.RLIMIT_NPROC, 0)
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # a killed worker leaves no reader behind
    system.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    system.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    machine = MACHINES.get(os.uname().machine)
    if machine is not None:
        _filter_calls(system, machine, limits)


def _cap(kind: int, most: int) -> None:
    resource.setrlimit(kind, (most, most))


def _filter_calls(system: ctypes.CDLL, machine: Machine, limits: Limits) -> None:
    denied = machine.network if limits.starts_programs else machine.network + machine.changes
    opens = () if limits.starts_programs else machine.opens
    steps = _program(machine.arch, denied, opens)
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    head = struct.pack("@HP", len(steps), ctypes.addressof(code))
    system.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.create_string_buffer(head), 0, 0)


def _program(arch: int, denied: tuple[int, ...], opens: tuple[tuple[int, int], ...]) -> list[tuple[int, int, int, int]]:
    """Steps (code, skip if so, skip if not, value): wrong machine or 32-bit numbers, denied calls, opening to write; else allowed."""
    steps = [(LOAD, 0, 0, ARCH_AT), (IF_EQUAL, 1, 0, arch), (RETURN, 0, 0, DENY)]
    steps += [(LOAD, 0, 0, NR_AT), (IF_AT_LEAST, 0, 1, 0x40000000), (RETURN, 0, 0, DENY)]
    for number in denied:
        steps += [(IF_EQUAL, 0, 1, number), (RETURN, 0, 0, DENY)]
    for number, flags_at in opens:
        steps += [(IF_EQUAL, 0, 4, number), (LOAD, 0, 0, flags_at), (IF_BITS, 0, 1, WRITES), (RETURN, 0, 0, DENY), (RETURN, 0, 0, ALLOW)]
    return [*steps, (RETURN, 0, 0, ALLOW)]
