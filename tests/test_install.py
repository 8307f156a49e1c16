"""The first step of every make target: what is installed when, and what is said when it cannot be."""

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("base", "test", "bench", "uv")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, with locks and an environment of its own in which everything seems to be there."""
    spec = importlib.util.spec_from_file_location("install", ROOT / "requirements" / "install.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HERE", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "missing_packages", lambda asked: [])
    for name in module.SETS:
        (tmp_path / f"{name}.txt").write_text(f"{name}==1\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for program in ("python", "pip"):
        (tmp_path / ".venv" / "bin" / program).symlink_to(sys.executable)
    return module


@pytest.fixture
def installed(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sets that were installed, in order."""
    names: list[str] = []
    monkeypatch.setattr(install, "install_with_uv", names.append)
    return names


def test_same_set_again_does_nothing(install: ModuleType, installed: list[str]) -> None:
    assert [install.main(["base"]), install.main(["base"])] == [0, 0]
    assert installed == ["base"]


def test_larger_set_stays_when_smaller_is_asked(install: ModuleType, installed: list[str]) -> None:
    for asked in ("test", "base", "bench", "test", "base"):
        install.main([asked])
    assert installed == ["test", "bench"]


@pytest.mark.parametrize(("there", "asked", "changed", "again"), [
    ("base", "base", "base", ["base"]),
    ("test", "base", "test", ["test"]),
    ("test", "base", "bench", []),
    ("base", "test", "base", ["test"]),
])  # fmt: skip
def test_changed_lock(install: ModuleType, installed: list[str], there: str, asked: str, changed: str, again: list[str]) -> None:
    install.main([there])
    install.lock_file(changed).write_text("newer==2\n")
    installed.clear()

    install.main([asked])

    assert installed == again


def test_moved_environment_is_made_again(install: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    install.main(["base"])
    moved = install.VENV.rename(install.HERE / "moved")
    monkeypatch.setattr(install, "VENV", moved)
    steps: list[str] = []
    monkeypatch.setattr(install, "run", lambda step, command, env=None: steps.append(step))

    install.main(["base"])

    assert steps == ["Making .venv"]
    assert installed == ["base", "base"]


def test_pip_steps_in_for_uv(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def run(step: str, command: list[object], env: object = None) -> str:
        commands.append([str(part) for part in command])
        if commands[-1][-1].endswith("/uv.txt"):
            raise install.Problem("no uv")
        return ""

    monkeypatch.setattr(install, "run", run)

    assert install.main(["base"]) == 0
    assert commands[-1][1:] == [
        *("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes", "--requirement"),
        str(install.lock_file("base")),
    ]
    assert install.is_installed("base")


def test_failed_installation_leaves_no_stamp(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(step: str, command: list[object], env: object = None) -> str:
        raise install.Problem(f"{step} failed: no network")

    monkeypatch.setattr(install, "run", run)

    assert install.main(["base"]) == 2
    assert capsys.readouterr().err == "pip failed: no network\n"
    assert install.stamped() == ""


def test_pip_settings_are_told_to_uv(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = ":env:.index-url='https://a.example/simple'\nglobal.index-url='https://b.example/simple'\n"
    listed += "global.find-links='/one /two'\nglobal.cert='/certs.pem'\nglobal.quiet='1'\n"
    monkeypatch.setattr(install, "run", lambda *arguments: listed)
    monkeypatch.setattr(install.os, "environ", {"SSL_CERT_FILE": "/mine.pem", "HOME": str(install.HERE)})

    assert install.uv_environment() == {
        "SSL_CERT_FILE": "/mine.pem",
        "HOME": str(install.HERE),
        "UV_DEFAULT_INDEX": "https://a.example/simple",
        "UV_FIND_LINKS": "/one,/two",
    }


def test_missing_system_packages_without_rights(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "missing_packages", lambda asked: ["libpango-1.0-0", "python3-venv"])
    monkeypatch.setattr(install, "administrator_rights", lambda: None)
    monkeypatch.setattr(install.shutil, "which", lambda name: f"/usr/bin/{name}")

    assert install.main(["base"]) == 2
    assert capsys.readouterr().err == "System packages are missing; run: sudo apt-get install libpango-1.0-0 python3-venv\n"


@pytest.mark.parametrize(("lists", "steps"), [
    (["old_Packages.lz4"], ["apt-get install", "apt-get update", "apt-get install"]),
    ([], ["apt-get update", "apt-get install"]),
])  # fmt: skip
def test_package_lists_are_fetched_when_needed(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, lists: list[str], steps: list[str]
) -> None:
    taken: list[str] = []

    def run(step: str, command: list[str], env: object = None) -> str:
        taken.append(step)
        if len(taken) == 1 and lists:
            raise install.Problem("404 Not Found")
        return ""

    monkeypatch.setattr(install, "run", run)
    monkeypatch.setattr(install, "administrator_rights", list)
    monkeypatch.setattr(install.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(install.glob, "glob", lambda pattern: lists)

    install.apt_install(["chromium"])

    assert taken == steps


def test_reason_of_a_failed_command_is_one_line(install: ModuleType) -> None:
    code = "import sys; print('noise'); print('ERROR: no such thing'); print('hint'); sys.exit(1)"
    with pytest.raises(install.Problem, match="^Trying failed: ERROR: no such thing$"):
        install.run("Trying", [sys.executable, "-c", code])


def test_unknown_set() -> None:
    done = subprocess.run([sys.executable, ROOT / "requirements/install.py", "all"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (2, "Say which set: base, test, bench\n")


def pins(name: str) -> set[str]:
    return set(re.findall(r"^(\S+==\S+)", (ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE))


@pytest.mark.parametrize(("smaller", "larger"), [("base", "test"), ("test", "bench")])
def test_larger_lock_holds_the_smaller(smaller: str, larger: str) -> None:
    assert pins(smaller) - pins(larger) == set()


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_hashes_and_names_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert len(re.findall(r"^\S+==\S+ \\\n    --hash=sha256:", text, re.MULTILINE)) == len(pins(name)) > 0
    assert re.findall(r"https?:|file:|^-", text, re.MULTILINE) == []


def variables_of(pattern: str, *files: str) -> set[str]:
    return {name for file in files for name in re.findall(pattern, (ROOT / file).read_text(), re.MULTILINE)}


def test_every_variable_is_explained() -> None:
    read = variables_of(r'env(?:\.\w+)?\(\s*"(\w+)"', "readiness/settings.py")
    read |= variables_of(r'environ\.get\("(\w+)"', "readiness/management/commands/up.py")
    explained = variables_of(r"^#? ?([A-Z][A-Z0-9_]+)=", ".env.example")
    assert read - {"TESTING"} - explained == set()


def test_make_lists_every_target() -> None:
    run: Callable[..., subprocess.CompletedProcess[str]] = subprocess.run
    environment = {**os.environ, "MAKEFLAGS": ""}  # these tests are run by make themselves
    done = run(["make", "-C", str(ROOT), "--no-print-directory"], capture_output=True, text=True, env=environment)
    [phony] = variables_of(r"^\.PHONY: (.*)$", "Makefile")
    assert [line.split()[1] for line in done.stdout.splitlines()] == [target for target in phony.split() if target != "help"]
