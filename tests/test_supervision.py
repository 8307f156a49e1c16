"""Real groups of real processes: what is started here forks, and some of it refuses to end."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.services
SUPERVISION = Path(__file__).resolve().parent.parent / "readiness" / "supervision.py"
STOPS_WITHIN_SECONDS = 10
STARTED: list[subprocess.Popen[str]] = []

# Loaded by its path and without site-packages: it needs nothing but the standard library.
SUPERVISOR = f"""
import importlib.util, sys, time
from pathlib import Path
spec = importlib.util.spec_from_file_location("supervision", {str(SUPERVISION)!r})
supervision = sys.modules["supervision"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(supervision)
folder = Path(sys.argv[1])
def program(name, *code, **options):
    return supervision.Program(name, (sys.executable, "-I", "-S", *map(str, code)), **options)
"""
# A program with a child that will not listen; both leave their process id in the folder.
STUBBORN = """
import os, pathlib, signal, sys, time
name = "child" if os.fork() == 0 else "parent"
if name == "child":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1], f"{sys.argv[2]}-{name}-{os.getpid()}").touch()
time.sleep(60)
"""
TWO_STUBBORN = """
supervision.end_with_make()
sys.exit(supervision.Supervisor([program(n, folder / "stubborn.py", folder / "pids", n) for n in ("one", "two")]).run())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "pids").mkdir()
    (tmp_path / "stubborn.py").write_text(STUBBORN)
    yield tmp_path
    while STARTED:
        with STARTED.pop() as process:
            process.kill()
    for pid in filter(is_alive, pids(tmp_path)):
        os.kill(pid, signal.SIGKILL)


def command(folder: Path, code: str) -> list[str]:
    script = folder / "supervisor.py"
    script.write_text(SUPERVISOR + code)
    return [sys.executable, "-I", "-S", str(script), str(folder)]


def start(argv: list[str], stdout: int = subprocess.PIPE, login: int | None = None) -> subprocess.Popen[str]:
    """With `login`, as the session that belongs to this terminal."""
    before = None if login is None else lambda: os.login_tty(login)
    process = subprocess.Popen(argv, stdout=stdout, stderr=subprocess.STDOUT, text=True, preexec_fn=before)
    STARTED.append(process)
    return process


def pids(folder: Path, name: str = "") -> list[int]:
    return [int(path.name.split("-")[-1]) for path in (folder / "pids").glob(f"{name}*")]


def is_alive(pid: int) -> bool:
    try:
        # A zombie has ended; in a container nobody may be there to bury it.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition: Callable[[], bool], seconds: float = STOPS_WITHIN_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def wait_for_two(folder: Path) -> list[int]:
    wait_until(lambda: len(pids(folder)) == 4)
    return pids(folder)


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_group_is_gone_after_signal(folder: Path, signum: int) -> None:
    supervisor = start(command(folder, TWO_STUBBORN))
    started = wait_for_two(folder)

    supervisor.send_signal(signum)

    assert supervisor.wait(STOPS_WITHIN_SECONDS) == 0
    assert [pid for pid in started if is_alive(pid)] == []


def test_group_is_gone_after_terminal_closed(folder: Path) -> None:
    terminal, inner = pty.openpty()
    supervisor = start(command(folder, TWO_STUBBORN), login=inner)
    os.close(inner)
    started = wait_for_two(folder)

    os.close(terminal)

    assert supervisor.wait(STOPS_WITHIN_SECONDS) == 0
    assert [pid for pid in started if is_alive(pid)] == []


def test_group_is_gone_after_supervisor_killed(folder: Path) -> None:
    supervisor = start(command(folder, TWO_STUBBORN))
    started = wait_for_two(folder)

    supervisor.kill()

    wait_until(lambda: not any(map(is_alive, started)))


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells of a parent's death on Linux only")
def test_group_is_gone_after_make_killed(folder: Path) -> None:
    (folder / "Makefile").write_text(f"run:\n\t@{' '.join(command(folder, TWO_STUBBORN))}\n")
    make = start(["make", "-C", str(folder), "run"], stdout=subprocess.DEVNULL)
    started = wait_for_two(folder)

    make.kill()

    wait_until(lambda: not any(map(is_alive, started)))


def test_second_signal_ends_at_once(folder: Path) -> None:
    (folder / "deaf.py").write_text("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + STUBBORN)
    supervisor = start(command(folder, TWO_STUBBORN.replace("stubborn.py", "deaf.py")))
    wait_for_two(folder)
    supervisor.send_signal(signal.SIGINT)
    asked_at = time.monotonic()
    assert supervisor.stdout
    assert supervisor.stdout.readline() == "Stopping …\n"

    supervisor.send_signal(signal.SIGINT)

    assert supervisor.wait(STOPS_WITHIN_SECONDS) == 0
    assert time.monotonic() - asked_at < 2


def test_dead_program_is_started_again_without_its_old_children(folder: Path) -> None:
    supervisor = start(command(folder, TWO_STUBBORN))
    wait_for_two(folder)
    [parent], [child] = pids(folder, "one-parent"), pids(folder, "one-child")

    os.kill(parent, signal.SIGKILL)

    wait_until(lambda: len(pids(folder, "one-parent")) == 2)
    assert not is_alive(child)
    supervisor.terminate()
    output, _ = supervisor.communicate(timeout=STOPS_WITHIN_SECONDS)
    assert output == "one ended (SIGKILL); starting it again in 1 s.\nStopping …\n"


def test_program_that_never_gets_going_ends_the_group(folder: Path) -> None:
    code = """
stubborn = program("one", folder / "stubborn.py", folder / "pids", "one")
hopeless = program("hopeless", "-c", "import sys; print('no key'); sys.exit(3)")
sys.exit(supervision.Supervisor([stubborn, hopeless]).run())
"""
    supervisor = start(command(folder, code))

    output, _ = supervisor.communicate(timeout=20)

    assert supervisor.returncode == 1
    assert output.splitlines() == [
        "hopeless | no key",
        "hopeless ended (exit code 3); starting it again in 1 s.",
        "hopeless | no key",
        "hopeless ended (exit code 3); starting it again in 2 s.",
        "hopeless | no key",
        "hopeless ended (exit code 3) 3 times right after its start. Stopping everything; its lines above say why.",
        "Stopping …",
    ]
    assert [pid for pid in pids(folder) if is_alive(pid)] == []


def test_output_is_prefixed_and_the_site_announced_once(folder: Path) -> None:
    code = """
answers = iter([0, 0, 503, 503, 200])
web = program("web", "-c", "import time; print('up', flush=True); time.sleep(60)")
worker = program("worker", "-c", "import os, time; os.write(1, b'half a line'); time.sleep(1)", starts_later=True)
def probe():
    status = next(answers)
    supervision.say(f"probe {status}")
    return status
supervisor = supervision.Supervisor([web, worker], probe, lambda: supervision.say("here it is"))
supervision.QUICK_SECONDS = 0
sys.exit(supervisor.run())
"""
    supervisor = start(command(folder, code))
    assert supervisor.stdout

    lines: list[str] = []
    while "worker ended" not in "".join(lines):
        lines.append(supervisor.stdout.readline().strip())
    supervisor.terminate()
    supervisor.communicate(timeout=STOPS_WITHIN_SECONDS)

    assert [line for line in lines if "|" not in line] == [
        *(f"probe {status}" for status in (0, 0, 503, 503, 200)),
        "here it is",
        "worker ended (exit code 0); starting it again in 1 s.",
    ]
    assert [line for line in lines if "|" in line] == ["web    | up", "worker | half a line"]


def test_later_program_waits_for_an_answer(folder: Path) -> None:
    code = """
web = program("web", folder / "stubborn.py", folder / "pids", "web")
worker = program("worker", folder / "stubborn.py", folder / "pids", "worker", starts_later=True)
probe = lambda: 503 if (folder / "answer").exists() else 0
sys.exit(supervision.Supervisor([web, worker], probe).run())
"""
    supervisor = start(command(folder, code))
    wait_until(lambda: len(pids(folder)) == 2)
    time.sleep(0.5)
    assert pids(folder, "worker") == []

    (folder / "answer").touch()

    wait_until(lambda: len(pids(folder)) == 4)
    supervisor.terminate()
    supervisor.communicate(timeout=STOPS_WITHIN_SECONDS)


def test_supervision_imports_the_standard_library_only() -> None:
    names = re.findall(r"^(?:from|import) (\w+)", SUPERVISION.read_text(), re.MULTILINE)
    assert set(names) - sys.stdlib_module_names == set()
