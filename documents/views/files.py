"""Files on their way in and out: uploads, previews as re-encoded pictures, originals as attachments only."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from documents.access import open_document, open_file, open_version
from documents.actions.files import SameFile, keep_file, note_download, remove_files
from documents.media import MAX_SIZE_BYTES
from documents.models import Document, PaperFile
from documents.reader import Unreadable, render_page
from documents.requirements import need_of
from documents.uploading import ReceivedFile, VaultUploadHandler
from documents.vault import CHUNK_BYTES, in_memory, opened, storage
from readiness.access import open_company
from readiness.enums import Permission
from readiness.keyring import Unsealable
from readiness.models import Company
from readiness.rulebook import current_rulebook


@csrf_exempt  # the token is checked below, once it is settled where the body goes
@require_POST
def upload(request: HttpRequest, workspace: str, company: str, kind: str) -> HttpResponse:
    """One paper a file."""
    dossier = open_company(request, company, Permission.ANSWER)
    if need_of(current_rulebook(), kind) is None:
        raise Http404
    return _received(request, dossier, kind, None)


@csrf_exempt  # as above
@require_POST
def replace(request: HttpRequest, workspace: str, company: str, document: int) -> HttpResponse:
    """The next version of a paper; the old one is kept."""
    dossier = open_company(request, company, Permission.ANSWER)
    paper = open_document(dossier, document)
    return _received(request, dossier, paper.kind, paper)


def _received(request: HttpRequest, company: Company, kind: str, replaces: Document | None) -> HttpResponse:
    handler = VaultUploadHandler(company.pk)
    request.upload_handlers = [handler]
    response = _taken(request, company, kind, replaces)
    if response.status_code == 403:  # the token was wrong, and the body had come
        handler.forget()
    return response


@csrf_protect
def _taken(request: HttpRequest, company: Company, kind: str, replaces: Document | None) -> HttpResponse:
    files: list[Any] = request.FILES.getlist("file")
    refused = [said for one in files if (said := _keep(request, one, company, kind, replaces))]
    kept = len(files) - len(refused)
    if request.headers.get("X-Requested-With") == "upload.js":
        # The script says of each file what came of it; the page that it loads then is not this answer.
        return JsonResponse({"kept": kept, "refused": refused or ([] if files else [_("Choose a file first.")])})
    for said in refused:
        messages.error(request, said)
    if kept:
        text = ngettext("%(count)d file uploaded. It is being checked.", "%(count)d files uploaded. They are being checked.", kept)
        messages.success(request, text % {"count": kept})
    elif not files:
        messages.error(request, _("Choose a file first."))
    response = redirect("documents:list", workspace=company.workspace.slug, company=company.slug)
    response["Location"] += f"#paper-{kind}"
    return response


def _keep(request: HttpRequest, file: ReceivedFile, company: Company, kind: str, replaces: Document | None) -> str:
    """What is wrong with the file; empty where it is kept."""
    name = file.shown_name or _("A file without a name")
    if file.sealed is None:
        return f"{name}: {_problem(file.problem)}"
    try:
        keep_file(
            by=request.user,  # type: ignore[arg-type]
            company=company,
            kind=kind,
            name=name,
            file_id=file.file_id,
            sealed=file.sealed,
            replaces=replaces,
        )
    except SameFile:
        storage().delete(file.sealed.name)
        return _("%(name)s: this very file is here already.") % {"name": name}
    return ""


def _problem(problem: str) -> str:
    return {
        "empty": _("the file is empty. Check that it opens on your device, then send it again."),
        "too_large": _("the file is larger than %(most)d MB. Send it in several parts, or scan it in grey.")
        % {"most": MAX_SIZE_BYTES // 1024**2},
    }.get(problem, _("there is no room for the file on the server right now. Nothing was kept; try again in a while."))


@require_POST
def dismiss(request: HttpRequest, workspace: str, company: str, file: uuid.UUID) -> HttpResponse:
    """Takes away a file that cannot be used."""
    dossier = open_company(request, company, Permission.ANSWER)
    found = open_file(dossier, file)
    remove_files(by=request.user, company=dossier, ids=[found.pk])  # type: ignore[arg-type]
    return redirect("documents:list", workspace=workspace, company=company)


@require_safe
def preview(request: HttpRequest, workspace: str, company: str, document: int, number: int, page: int) -> HttpResponse:
    """A page as a picture of our own making."""
    file = open_version(open_document(open_company(request, company, Permission.READ), document), number).file
    try:
        with in_memory(file.sealed, file.owner) as path:
            picture = render_page(path, page)
    except (Unreadable, Unsealable, OSError, ValueError) as error:
        raise Http404 from error
    return HttpResponse(picture, content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@require_POST  # who opens a file is noted, and a safe request writes nothing
def original(request: HttpRequest, workspace: str, company: str, document: int, number: int) -> HttpResponse | StreamingHttpResponse:
    """The file as it came, never shown in the browser."""
    dossier = open_company(request, company, Permission.READ)
    file = open_version(open_document(dossier, document), number).file
    stack = ExitStack()
    try:
        plain = stack.enter_context(opened(file.sealed, file.owner))
        first = plain.read(CHUNK_BYTES)
    except (Unsealable, OSError) as error:
        stack.close()
        raise Http404 from error
    note_download(by=request.user, company=dossier, file=file)  # type: ignore[arg-type]
    response = StreamingHttpResponse(_chunks(stack, first, plain), content_type="application/octet-stream")
    response["Content-Length"] = file.size_bytes
    response["Content-Disposition"] = content_disposition_header(True, _download_name(file))
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _chunks(stack: ExitStack, first: bytes, plain: BinaryIO) -> Iterator[bytes]:
    with stack:
        while first:
            yield first
            first = plain.read(CHUNK_BYTES)


def _download_name(file: PaperFile) -> str:
    return file.name or f"{file.kind}"
