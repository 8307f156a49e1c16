"""Makes .venv and fills it from a hash-locked list: `python3 requirements/install.py base|test|bench`.

Standard library only, because it runs before anything is installed. A larger set holds the smaller ones, and a set that is
there is never made smaller. When nothing is to be done this ends in a tenth of a second, without the network.
"""

import ast
import contextlib
import ctypes.util
import fcntl
import glob
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# The lines above and this one must stay readable for an old Python, so that it can say so.
if sys.version_info < (3, 11):  # noqa: UP036 - this is where the minimum is enforced
    sys.exit("Python 3.11 or newer is needed; this is {}.{}. Name one: make run PYTHON=python3.12".format(*sys.version_info))

HERE = Path(__file__).resolve().parent
VENV = HERE.parent / ".venv"
SETS = ("base", "test", "bench")  # each holds the one before
# What WeasyPrint opens when it makes a PDF, and the Debian package that brings it.
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libpangoft2-1.0-0",
    "fontconfig": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
# What the tests start, and where each is found.
TEST_PROGRAMS = {
    "chromium": "chromium",
    "redis-server": "redis-server",
    "postgresql": "/usr/lib/postgresql/*/bin/initdb",
    "gettext": "msgfmt",
}
# uv does not read pip's settings, so what was set for pip is told to it.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "timeout": "UV_HTTP_TIMEOUT",
}


class Problem(Exception):
    """Nothing this script can help with; the text says what to do."""


def say(line: str) -> None:
    print(line, flush=True)


def run(step: str, command: Sequence[str | Path], env: dict[str, str] | None = None) -> str:
    """The output of the command; a Problem with its last word when it fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise Problem(f"{step} failed: {error}") from None
    if done.returncode:
        lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
        telling = [line for line in lines if line.lower().startswith(("error", "e:", "×", "caused by"))]
        raise Problem(f"{step} failed: {' '.join((telling or lines or ['no reason given'])[-2:])}")
    return done.stdout


def missing_packages(asked: str) -> list[str]:
    missing = [package for library, package in LIBRARIES.items() if not ctypes.util.find_library(library)]
    if not has_python() and not importlib.util.find_spec("ensurepip"):
        missing.append("python3-venv")
    if asked != "base":
        missing += [package for package, place in TEST_PROGRAMS.items() if not shutil.which(place) and not glob.glob(place)]
    return sorted(set(missing))


def apt_install(packages: list[str]) -> None:
    by_hand = f"sudo apt-get install {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise Problem(f"These are missing, under the names Debian gives them: {' '.join(packages)}. Install them and try again.")
    rights = administrator_rights()
    if rights is None:
        raise Problem(f"System packages are missing; run: {by_hand}")
    say(f"Installing system packages: {' '.join(packages)}")
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    if glob.glob("/var/lib/apt/lists/*Packages*"):
        with contextlib.suppress(Problem):  # old lists name versions that are gone
            run("apt-get install", install)
            return
    run("apt-get update", [*apt, "update"])
    run("apt-get install", install)


def administrator_rights() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode:
        return ["sudo", "-n"]
    return None


def check_system(asked: str) -> None:
    missing = missing_packages(asked)
    if not missing:
        return
    apt_install(missing)
    importlib.invalidate_caches()
    missing = missing_packages(asked)
    if missing:
        raise Problem(f"Installed, yet not found: {' '.join(missing)}. Is a package of that name broken or kept back?")


def lock_file(name: str) -> Path:
    return HERE / f"{name}.txt"


def stamp(name: str) -> str:
    """With the place, because a virtual environment that was copied or moved does not work."""
    return f"{name} {hashlib.sha256(lock_file(name).read_bytes()).hexdigest()} {VENV}"


def stamped() -> str:
    try:
        return (VENV / "installed").read_text()
    except OSError:
        return ""


def wanted_set(asked: str) -> str:
    there = stamped().split(" ")[0]
    return max(asked, there, key=SETS.index) if there in SETS else asked


def has_python() -> bool:
    return os.access(VENV / "bin" / "python", os.X_OK)


def is_installed(name: str) -> bool:
    return has_python() and stamped() == stamp(name)


def make_environment() -> None:
    belongs_here = not stamped() or stamped().endswith(f" {VENV}")
    if has_python() and (VENV / "bin" / "pip").exists() and belongs_here:
        return
    say("Making .venv")
    run("Making .venv", [sys.executable, "-m", "venv", "--clear", VENV])


def install(name: str) -> None:
    count = lock_file(name).read_text().count("==")
    say(f"Installing {count} Python packages (the first time takes a minute or two)")
    try:
        install_with_uv(name)
    except Problem as problem:
        say(f"uv cannot be used here ({problem}); pip goes on, more slowly")
        run("pip", [*pip("install"), "--quiet", "--require-hashes", "--requirement", lock_file(name)])
    (VENV / "installed").write_text(stamp(name))


def pip(command: str) -> list[str | Path]:
    return [VENV / "bin" / "python", "-m", "pip", "--disable-pip-version-check", command]


def install_with_uv(name: str) -> None:
    run("pip", [*pip("install"), "--quiet", "--require-hashes", "--requirement", lock_file("uv")])
    # An environment without our stamp is somebody's own: nothing is taken out of it.
    command = ["sync"] if stamped() or not has_foreign_packages() else ["install", "--requirement"]
    options = ["--quiet", "--require-hashes", "--compile-bytecode", "--index-strategy", "unsafe-best-match", "--python"]
    uv: list[str | Path] = [VENV / "bin" / "uv", "pip", *command, lock_file(name), *options, VENV / "bin" / "python"]
    run("uv", uv, env=uv_environment())


def has_foreign_packages() -> bool:
    names = {path.name.split("-")[0].lower() for path in VENV.glob("lib/python3*/site-packages/*.dist-info")}
    return bool(names - {"pip", "setuptools", "uv", "wheel"})


def uv_environment() -> dict[str, str]:
    """What pip was told (its environment and files), for uv; what was set for uv itself comes first."""
    env = dict(os.environ)
    # pip lists its environment first, which counts most, and what counts least under "global".
    for line in sorted(run("pip", [*pip("config"), "list"]).splitlines(), key=lambda line: line.startswith("global")):
        key, _, value = line.partition("=")
        name = UV_NAMES.get(key.split(".")[-1])
        with contextlib.suppress(ValueError, SyntaxError):
            if name:
                env.setdefault(name, joined(name, str(ast.literal_eval(value))))
    if not os.access(os.path.expanduser("~"), os.W_OK):
        env.setdefault("UV_NO_CACHE", "1")
    return env


def joined(name: str, value: str) -> str:
    return ("," if name == "UV_FIND_LINKS" else " ").join(value.split())


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in SETS:
        print(f"Say which set: {', '.join(SETS)}", file=sys.stderr)
        return 2
    asked = arguments[0]
    try:
        check_system(asked)
        if not is_installed(wanted_set(asked)):
            install_locked(asked)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def install_locked(asked: str) -> None:
    """One at a time: `make run` and `make test` may be started side by side."""
    folder = os.open(HERE, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        name = wanted_set(asked)
        if not is_installed(name):
            make_environment()
            install(name)
    finally:
        os.close(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
