"""Runs a group of programs and makes sure that none of them outlives it. Standard library only.

Three nets, each for what the one before cannot see:
1. a stop (Ctrl-C, SIGTERM, closed terminal) asks each program to end, then kills what is left of its process group;
2. `kill -9` of this process: the kernel sends SIGTERM to the programs (Linux);
3. children of the programs: a small watcher, reading a pipe that closes when we are gone, ends the process groups.
"""

import ctypes
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# An idle Celery worker needs 2.5 s on Redis and 5.4 s on files; waiting longer than this saves nothing, for no truth lives in it.
GRACE_SECONDS = 4.0
QUICK_SECONDS = 10.0  # a program that ends sooner than this after its start did not get going
MAX_QUICK_DEATHS = 3
NOTICE_SECONDS = 30.0
POLL_SECONDS = 0.1
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
NOT_YET = float("inf")
PR_SET_PDEATHSIG = 1
# Loaded here because nothing may be loaded between fork and exec.
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    name: str
    argv: tuple[str, ...]
    starts_later: bool = False  # once the probe got an answer, so that the site is there first


def end_with_parent() -> None:
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def end_with_make() -> None:
    """A `make` that gets killed hard must not leave the site running."""
    with suppress(OSError):
        if Path(f"/proc/{os.getppid()}/comm").read_text().strip() == "make":
            end_with_parent()


def say(line: str) -> None:
    # A reader that went away (`make run | head`) is no reason to end the site.
    with suppress(OSError):
        os.write(1, f"{line}\n".encode())


def signal_group(group: int, signum: int) -> bool:
    try:
        os.killpg(group, signum)
    except (ProcessLookupError, PermissionError):
        return False
    return True


class Run:
    """One program and the process it runs as at the moment."""

    def __init__(self, program: Program, width: int) -> None:
        self.program = program
        self.label = program.name.ljust(width)
        self.process: subprocess.Popen[bytes] | None = None
        self.start_at = NOT_YET if program.starts_later else 0.0
        self.started_at = 0.0
        self.quick_deaths = 0
        self.unfinished_line = b""

    def start(self) -> subprocess.Popen[bytes]:
        parent = os.getpid()

        def before_exec() -> None:
            end_with_parent()
            if os.getppid() != parent:  # it died before the line above
                os._exit(1)

        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.program.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,  # a Ctrl-C is for us to pass on, in order
            preexec_fn=before_exec,
        )
        return self.process

    def forward(self, data: bytes) -> None:
        *lines, self.unfinished_line = (self.unfinished_line + data).split(b"\n")
        for line in lines:
            say(f"{self.label} | {line.decode(errors='replace')}")

    def note_death(self) -> float:
        """Count the death and return the pause before the next start."""
        lived = time.monotonic() - self.started_at
        self.quick_deaths = self.quick_deaths + 1 if lived < QUICK_SECONDS else 0
        pause = 2.0 ** max(self.quick_deaths - 1, 0)
        self.start_at = time.monotonic() + pause
        return pause

    def how_it_ended(self, code: int) -> str:
        return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


class Watcher:
    """A process of its own that ends the groups it was told of, should we vanish."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            bufsize=0,
        )

    def tell(self, sign: str, group: int) -> None:
        assert self.process.stdin
        with suppress(BrokenPipeError):
            self.process.stdin.write(f"{sign}{group}\n".encode())

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


class Supervisor:
    """`probe` gives the site's HTTP status (0: no answer); `announce` is called once, when that is 200."""

    def __init__(
        self,
        programs: Sequence[Program],
        probe: Callable[[], int] | None = None,
        announce: Callable[[], None] | None = None,
    ) -> None:
        width = max(len(program.name) for program in programs)
        self.runs = [Run(program, width) for program in programs]
        self.probe = probe
        self.announce = announce
        self.selector = selectors.DefaultSelector()
        self.signals_seen = 0
        self.exit_code: int | None = None
        self.next_notice = time.monotonic() + NOTICE_SECONDS

    def run(self) -> int:
        before = {signum: signal.signal(signum, self._on_signal) for signum in self._signals()}
        self.watcher = Watcher()
        try:
            while self.exit_code is None:
                self._start_due()
                self._forward_output()
                self._replace_dead()
                self._look_at_site()
        finally:
            self._stop()
            self.watcher.close()
            for signum, handler in before.items():
                signal.signal(signum, handler)
        return self.exit_code

    def _signals(self) -> list[signal.Signals]:
        # nohup is asked for by ignoring SIGHUP, and means it.
        return [s for s in STOP_SIGNALS if s != signal.SIGHUP or signal.getsignal(s) != signal.SIG_IGN]

    def _on_signal(self, signum: int, frame: object) -> None:
        self.signals_seen += 1
        if self.exit_code is None:
            self.exit_code = 0

    def _start_due(self) -> None:
        for run in self.runs:
            if run.process is None and run.start_at <= time.monotonic() and self.exit_code is None:
                process = run.start()
                self.watcher.tell("+", process.pid)
                assert process.stdout
                self.selector.register(process.stdout, selectors.EVENT_READ, run)

    def _forward_output(self) -> None:
        if not self.selector.get_map():
            time.sleep(POLL_SECONDS)
        for key, _ in self.selector.select(POLL_SECONDS):
            if data := os.read(key.fd, 65536):
                key.data.forward(data)
            else:
                self.selector.unregister(key.fileobj)

    def _replace_dead(self) -> None:
        for run, process in self._alive():
            if (code := process.poll()) is None:
                continue
            self._clear(run)
            pause = run.note_death()
            ended = f"{run.program.name} ended ({run.how_it_ended(code)})"
            if run.quick_deaths < MAX_QUICK_DEATHS:
                say(f"{ended}; starting it again in {pause:.0f} s.")
            elif self.exit_code is None:
                say(f"{ended} {MAX_QUICK_DEATHS} times right after its start. Stopping everything; its lines above say why.")
                self.exit_code = 1

    def _look_at_site(self) -> None:
        if self.probe is None or self.exit_code is not None:
            return
        status = self.probe()
        for run in self.runs:
            if status and run.start_at == NOT_YET:
                run.start_at = 0.0
        if status == 200:
            self.probe = None
            if self.announce:
                self.announce()
        elif time.monotonic() > self.next_notice:
            self.next_notice += NOTICE_SECONDS
            say("Still waiting for the site: " + (f"its health page answers {status}." if status else "no answer yet."))

    def _clear(self, run: Run) -> None:
        """Kill what a dead program left behind, and show its last words."""
        assert run.process
        assert run.process.stdout
        signal_group(run.process.pid, signal.SIGKILL)
        self.watcher.tell("-", run.process.pid)
        if run.process.stdout.fileno() in self.selector.get_map():
            self.selector.unregister(run.process.stdout)
            os.set_blocking(run.process.stdout.fileno(), False)
            with suppress(BlockingIOError):
                run.forward(os.read(run.process.stdout.fileno(), 65536))
        if run.unfinished_line:
            run.forward(b"\n")
        run.process.stdout.close()
        run.process = None

    def _stop(self) -> None:
        """Ask, wait, kill. A second signal while waiting means at once."""
        signals_seen = max(self.signals_seen, 1)
        give_up_at = time.monotonic() + GRACE_SECONDS
        if self._alive():
            say("Stopping …")
        for _, process in self._alive():
            process.terminate()
        while self._alive() and time.monotonic() < give_up_at and self.signals_seen <= signals_seen:
            self._forward_output()
            for run, process in self._alive():
                if process.poll() is not None:
                    self._clear(run)
        for run, process in self._alive():
            signal_group(process.pid, signal.SIGKILL)
            process.wait()
            self._clear(run)

    def _alive(self) -> list[tuple[Run, subprocess.Popen[bytes]]]:
        return [(run, run.process) for run in self.runs if run.process]


def watch(lines: Iterable[str]) -> None:
    groups: set[int] = set()
    for line in lines:
        (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
    give_up_at = time.monotonic() + GRACE_SECONDS
    groups = {group for group in groups if signal_group(group, signal.SIGTERM)}
    while groups and time.monotonic() < give_up_at:
        time.sleep(POLL_SECONDS)
        groups = {group for group in groups if signal_group(group, 0)}
    for group in groups:
        signal_group(group, signal.SIGKILL)


if __name__ == "__main__":
    watch(sys.stdin)
