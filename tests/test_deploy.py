"""What a public installation sets must leave Django's deployment check without a word."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from readiness.models import User
from tests.cast import Cast
from tests.databases import environment
from tests.visitor import Visitor

PUBLIC = {"HTTPS_ONLY": "1", "SECRET_KEY": "k3y-" + "Zq8!vN2x" * 8, "ALLOWED_HOSTS": "readiness.example.org"}
SERVERS = {"DATABASE_URL": "postgres://readiness:secret@db.example.org/readiness", "REDIS_URL": "redis://redis.example.org/0"}


def manage(var: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment(var, **more), capture_output=True, text=True)


@pytest.mark.parametrize("more", [{}, SERVERS], ids=["embedded", "servers"])
def test_deployment_check_is_silent(tmp_path: Path, more: dict[str, str]) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PUBLIC, **more)
    assert (done.returncode, done.stdout, done.stderr) == (0, "System check identified no issues (0 silenced).\n", "")


def test_deployment_check_notices_plain_http(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PUBLIC | {"HTTPS_ONLY": "0"})
    assert done.returncode == 1
    assert "security.W012" in done.stderr


def test_short_secret_key_is_refused(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", SECRET_KEY="short")
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].endswith("SECRET_KEY needs at least 50 characters")


def test_secret_key_is_made_once_and_private(tmp_path: Path) -> None:
    for _ in range(2):
        assert (
            manage(tmp_path, "shell", "-v0", "-c", "from django.conf import settings; assert len(settings.SECRET_KEY) > 50").returncode == 0
        )
    key = tmp_path / "secret_key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.glob("secret*")] == ["secret_key"]


def test_headers_of_every_page(cast: Cast, client_for: Callable[[User | None], Visitor]) -> None:
    response = client_for(cast.north.applicant).get("/", follow=True)
    assert {name: response[name] for name in HEADERS} == HEADERS
    assert set(response["Content-Security-Policy"].split("; ")) == POLICY


POLICY = {
    *("default-src 'self'", "img-src 'self' data:", "object-src 'none'"),
    *("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"),
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=63_072_000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True, SECURE_HSTS_PRELOAD=True)
def test_https_only_redirects_and_is_remembered(client: Visitor) -> None:
    plain, secure = client.get("/accounts/login/"), client.get("/accounts/login/", secure=True)
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/accounts/login/")
    assert secure["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
