"""Exchange with Meta over real connections to a stand-in: comparing, sending, deleting, and everything that may go wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.urls import reverse
from django.utils import timezone

from readiness.actions.jobs import ask_for_job
from readiness.enums import JobKind, JobState
from readiness.keyring import Unsealable, new_line, put_first
from readiness.models import Job, User
from templates_mgr.actions.exchange import connect, token_of
from templates_mgr.actions.tokens import reseal_all, tokens_under_old_keys
from templates_mgr.enums import Status
from templates_mgr.exchanging import PAGE_SIZE, run_exchange
from templates_mgr.graph import (
    CursorInvalid,
    GraphClient,
    NotFound,
    PermissionMissing,
    RateLimited,
    Refused,
    Restricted,
    TokenInvalid,
    Unavailable,
)
from templates_mgr.models import MessageTemplate, MetaConnection, TemplateEvent, TemplateVersion
from tests.cast import SHIPPED, Cast, House, add_template
from tests.templates_mgr.fake_meta import TOKEN, WABA, FakeMeta, Refusal, fake_meta
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]
CALL = {"name": "order_shipped", "language": "en", "category": "UTILITY", "components": [SHIPPED]}


@pytest.fixture
def meta(settings: LazySettings, tmp_path: Any) -> Iterator[FakeMeta]:
    with fake_meta() as fake:
        settings.META_GRAPH_URL, settings.META_TIMEOUT_SECONDS = fake.url, 2.0
        settings.VAR_DIR, settings.PAPERS_KEYRING = tmp_path, ""
        yield fake


@pytest.fixture
def client(meta: FakeMeta) -> Iterator[GraphClient]:
    with GraphClient(TOKEN, base_url=meta.url, timeout=2.0, sleep=lambda seconds: None, jitter=lambda: 0.0) as found:
        yield found


@pytest.fixture
def connected(cast: Cast, meta: FakeMeta) -> MetaConnection:
    with cast.north.scope():
        told = {"waba_id": WABA, "token": TOKEN, "name": "Moda Ipê", "expires_at": None, "template_limit": 250}
        return connect(by=cast.north.consultant, company=cast.north.company, **told)


def run(house: House, kind: JobKind, **params: Any) -> Job:
    with house.scope():
        job = ask_for_job(by=house.applicant, company=house.company, kind=kind, params=params)
    return again(house, job)


def again(house: House, job: Job) -> Job:
    run_exchange(job_id=str(job.pk))
    with house.scope():
        return Job.objects.get(pk=job.pk)


def rows(house: House) -> list[tuple[str, str]]:
    with house.scope():
        return list(MessageTemplate.objects.filter(company=house.company).order_by("pk").values_list("name", "status"))


# The client


def test_every_call_speaks_the_documented_shapes(client: GraphClient, meta: FakeMeta) -> None:
    assert client.check_token().is_valid
    assert client.account(WABA).name == "Moda Ipê"
    made = client.create_template(WABA, CALL)
    assert (made.status, made.category) == ("PENDING", "UTILITY")
    assert client.find_template(WABA, "order_shipped", "en") == made.id
    assert client.find_template(WABA, "order_shipped", "it") is None
    assert client.edit_template(made.id, components=[], category="MARKETING")
    assert (client.limits(WABA).count, client.limits(WABA).limit) == (1, 250)
    assert client.delete_template(WABA, "order_shipped", template_id=made.id)
    assert meta.templates == []
    assert {path.split("/")[1] for _verb, path, _query in meta.calls} == {"v25.0"}


def test_list_goes_page_by_page(client: GraphClient, meta: FakeMeta) -> None:
    for number in range(5):
        meta.add({**CALL, "name": f"t{number}"})
    first = client.list_templates(WABA, limit=3)
    rest = client.list_templates(WABA, after=first.after, limit=3)
    assert ([one["name"] for one in first.templates], first.has_more) == (["t0", "t1", "t2"], True)
    assert ([one["name"] for one in rest.templates], rest.has_more) == (["t3", "t4"], False)


@pytest.mark.parametrize(("refusal", "kind"), [
    (Refusal(400, 190), TokenInvalid),
    (Refusal(401, 0), TokenInvalid),
    (Refusal(403, 200), PermissionMissing),
    (Refusal(400, 10), PermissionMissing),
    (Refusal(400, 100, 2388293), Refused),
    (Refusal(400, 100, 33), NotFound),
    (Refusal(400, 368), Restricted),
    (Refusal(400, 131059), CursorInvalid),
])  # fmt: skip
def test_errors_keep_what_meta_says(client: GraphClient, meta: FakeMeta, refusal: Refusal, kind: type[Exception]) -> None:
    refusal.user_message = "Mend it."
    meta.refusals = [refusal]
    with pytest.raises(kind) as refused:
        client.list_templates(WABA)
    assert (refused.value.code, refused.value.subcode, refused.value.user_message) == (refusal.code, refusal.subcode, "Mend it.")
    assert TOKEN not in repr(refused.value) + str(refused.value) + refused.value.words + repr(client)


@pytest.mark.parametrize("refusal", [
    Refusal(500), Refusal(429), Refusal(400, 80007), Refusal(0), Refusal(200, body=b"<html>busy</html>"), Refusal(200, body=b'{"data": ['),
    Refusal(200, body=b"[1, 2]"), Refusal(429, headers={"Retry-After": "1"}),
])  # fmt: skip
def test_reads_are_tried_again_where_waiting_helps(client: GraphClient, meta: FakeMeta, refusal: Refusal) -> None:
    meta.add(CALL)
    meta.refusals = [refusal]
    assert len(client.list_templates(WABA).templates) == 1
    assert len(meta.calls) == 2


def test_reads_give_up_in_the_end(client: GraphClient, meta: FakeMeta) -> None:
    meta.refusals = [Refusal(503)] * 9
    with pytest.raises(Unavailable):
        client.list_templates(WABA)
    assert len(meta.calls) == 4


def test_a_long_wait_is_left_to_the_caller(client: GraphClient, meta: FakeMeta) -> None:
    usage = '{"1": [{"estimated_time_to_regain_access": 5}]}'
    meta.refusals = [Refusal(400, 80007, headers={"X-Business-Use-Case-Usage": usage})]
    with pytest.raises(RateLimited) as limited:
        client.list_templates(WABA)
    assert (limited.value.retry_after_seconds, len(meta.calls)) == (300.0, 1)


def test_a_write_without_an_answer_is_sent_once_and_uncertain(client: GraphClient, meta: FakeMeta) -> None:
    meta.refusals = [Refusal(0, is_done_first=True)]
    with pytest.raises(Unavailable) as lost:
        client.create_template(WABA, CALL)
    assert (lost.value.is_uncertain, len(meta.templates), len(meta.calls)) == (True, 1, 1)


@pytest.mark.parametrize("address", ["http://graph.example", "ftp://graph.facebook.com", "http://10.0.0.1", "graph.facebook.com"])
def test_a_token_goes_over_tls_or_nowhere(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        GraphClient(TOKEN, base_url=address)


@pytest.mark.parametrize("bad", ["", "../me", "1?fields=x", "12 34", "1" * 41])
def test_ids_are_digits(client: GraphClient, bad: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        client.list_templates(bad)


def test_no_token_in_the_log(client: GraphClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        client.check_token()
    assert TOKEN not in caplog.text


# The jobs


def test_all_templates_come_with_their_standing(cast: Cast, meta: FakeMeta, connected: MetaConnection) -> None:
    for number in range(PAGE_SIZE + 5):
        meta.add({**CALL, "name": f"t{number:03}"}, status="APPROVED")
    job = run(cast.north, JobKind.TEMPLATE_SYNC)
    assert (job.state, job.progress["fetched"], job.progress["counts"]["added"]) == (JobState.DONE, PAGE_SIZE + 5, PAGE_SIZE + 5)
    assert {status for _name, status in rows(cast.north)} == {"APPROVED"}
    assert run(cast.north, JobKind.TEMPLATE_SYNC).progress["counts"] == {
        "added": 0, "changed": 0, "different": 0, "same": PAGE_SIZE + 5, "gone": 0,
    }  # fmt: skip


def test_half_a_list_is_gone_on_with_where_it_stopped(cast: Cast, meta: FakeMeta, connected: MetaConnection) -> None:
    for number in range(PAGE_SIZE + 5):
        meta.add({**CALL, "name": f"t{number:03}"})
    with cast.north.scope():
        job = ask_for_job(by=cast.north.applicant, company=cast.north.company, kind=JobKind.TEMPLATE_SYNC, params={})
        Job.objects.filter(pk=job.pk).update(progress={"after": str(PAGE_SIZE), "since": timezone.now().isoformat(), "fetched": PAGE_SIZE})
    done = again(cast.north, job)
    assert (done.state, done.progress["fetched"], len(rows(cast.north))) == (JobState.DONE, PAGE_SIZE + 5, 5)


def test_a_forgotten_place_begins_again(cast: Cast, meta: FakeMeta, connected: MetaConnection) -> None:
    meta.add(CALL)
    with cast.north.scope():
        job = ask_for_job(by=cast.north.applicant, company=cast.north.company, kind=JobKind.TEMPLATE_SYNC, params={})
        Job.objects.filter(pk=job.pk).update(progress={"after": "77"})
    # The first call asks for the limits, the second for the list.
    meta.refusals = [Refusal(200, body=b"{}"), Refusal(400, 131059)]
    assert (again(cast.north, job).state, rows(cast.north)) == (JobState.DONE, [("order_shipped", "PENDING")])


def test_what_meta_no_longer_lists_is_gone_there(cast: Cast, meta: FakeMeta, connected: MetaConnection) -> None:
    meta.add(CALL)
    run(cast.north, JobKind.TEMPLATE_SYNC)
    meta.templates = []
    assert run(cast.north, JobKind.TEMPLATE_SYNC).progress["counts"]["gone"] == 1
    assert rows(cast.north) == [("order_shipped", Status.DELETED)]


def test_one_odd_row_does_not_stop_the_others(cast: Cast, meta: FakeMeta, connected: MetaConnection) -> None:
    meta.templates = [{"name": 7}]
    meta.add(CALL)
    job = run(cast.north, JobKind.TEMPLATE_SYNC)
    assert (job.state, job.progress["refused"], len(rows(cast.north))) == (JobState.DONE, 1, 1)


@pytest.mark.parametrize(("refusal", "state", "problem"), [
    (Refusal(401, 190), JobState.FAILED, "TokenInvalid"),
    (Refusal(403, 200), JobState.FAILED, "PermissionMissing"),
    (Refusal(400, 80007, headers={"Retry-After": "900"}), JobState.RUNNING, "RateLimited"),
    (Refusal(503, headers={"Retry-After": "900"}), JobState.RUNNING, "Unavailable"),
])  # fmt: skip
def test_failure_keeps_the_list_and_says_why(
    cast: Cast, meta: FakeMeta, connected: MetaConnection, refusal: Refusal, state: JobState, problem: str
) -> None:
    add_template(cast.north)
    meta.refusals = [refusal]
    job = run(cast.north, JobKind.TEMPLATE_SYNC)
    with cast.north.scope():
        kept = MetaConnection.objects.get()
    assert (job.state, kept.problem, rows(cast.north)) == (state, problem, [("order_shipped", "DRAFT")])


def test_sending_creates_it_and_follows_its_review(cast: Cast, meta: FakeMeta, connected: MetaConnection) -> None:
    template = add_template(cast.north)
    assert run(cast.north, JobKind.TEMPLATE_SEND, template=template.pk).state == JobState.DONE
    with cast.north.scope():
        template.refresh_from_db()
        steps = list(TemplateEvent.objects.filter(template=template).order_by("pk").values_list("after", flat=True))
    assert (template.status, template.meta_id, steps) == ("PENDING", meta.templates[0]["id"], ["DRAFT", "PENDING"])
    meta.templates[0] |= {"status": "REJECTED", "rejected_reason": "INVALID_FORMAT"}
    run(cast.north, JobKind.TEMPLATE_SYNC)
    with cast.north.scope():
        template.refresh_from_db()
    assert (template.status, template.reason) == ("REJECTED", "INVALID_FORMAT")


def test_a_change_is_sent_as_an_edit(cast: Cast, meta: FakeMeta, connected: MetaConnection) -> None:
    there = meta.add(CALL, status="REJECTED")
    template = add_template(cast.north, meta_id=there["id"], status="REJECTED")
    run(cast.north, JobKind.TEMPLATE_SEND, template=template.pk)
    assert [verb for verb, path, _query in meta.calls if path.endswith(there["id"])] == ["POST"]
    assert len(meta.templates) == 1


def test_a_lost_answer_creates_no_second_template(cast: Cast, meta: FakeMeta, connected: MetaConnection) -> None:
    template = add_template(cast.north)
    with cast.north.scope():
        job = ask_for_job(by=cast.north.applicant, company=cast.north.company, kind=JobKind.TEMPLATE_SEND, params={"template": template.pk})
    # It is looked for, then created; the answer to that is lost.
    meta.refusals = [Refusal(200, body=b'{"data": []}'), Refusal(0, is_done_first=True)]
    assert again(cast.north, job).state == JobState.RUNNING
    with cast.north.scope():
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now())
    assert (again(cast.north, job).state, len(meta.templates)) == (JobState.DONE, 1)


def test_refusal_at_creation_ends_the_job_with_metas_words(cast: Cast, meta: FakeMeta, connected: MetaConnection) -> None:
    template = add_template(cast.north)
    meta.refusals = [Refusal(200, body=b'{"data": []}'), Refusal(400, 100, 2388299, user_message="Variables can't be at the start.")]
    job = run(cast.north, JobKind.TEMPLATE_SEND, template=template.pk)
    assert (job.state, job.error) == (JobState.FAILED, "Refused: Variables can't be at the start. (100 2388299)")
    assert rows(cast.north) == [("order_shipped", "DRAFT")]


def test_deleting_at_meta_keeps_ours(cast: Cast, meta: FakeMeta, connected: MetaConnection) -> None:
    there = meta.add(CALL)
    meta.add({**CALL, "language": "it"})
    template = add_template(cast.north, meta_id=there["id"], status="APPROVED")
    assert run(cast.north, JobKind.TEMPLATE_DELETE, template=template.pk).state == JobState.DONE
    assert ([one["language"] for one in meta.templates], rows(cast.north)) == (["it"], [("order_shipped", "DELETED")])


def test_connection_taken_away_ends_the_job(cast: Cast, connected: MetaConnection) -> None:
    with cast.north.scope():
        job = ask_for_job(by=cast.north.applicant, company=cast.north.company, kind=JobKind.TEMPLATE_SYNC, params={})
        MetaConnection.objects.all().delete()
    done = again(cast.north, job)
    assert (done.state, done.error) == (JobState.FAILED, "disconnected")


# The token


def test_token_is_ciphertext_and_opens_in_its_own_row_only(cast: Cast, connected: MetaConnection) -> None:
    assert TOKEN.encode() not in bytes(connected.sealed_token)
    assert token_of(connected) == TOKEN
    connected.waba_id = "1"
    with pytest.raises(Unsealable):
        token_of(connected)


def test_token_is_sealed_again_when_keys_turn(cast: Cast, connected: MetaConnection) -> None:
    put_first(new_line())
    assert (tokens_under_old_keys(), reseal_all(), tokens_under_old_keys()) == (1, 1, 0)
    with cast.north.scope():
        assert token_of(MetaConnection.objects.get()) == TOKEN


# The page


def page(house: House, name: str = "meta", **more: Any) -> str:
    return reverse(f"templates_mgr:{name}", kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **more})


@pytest.fixture
def anna(cast: Cast, client_for: ClientFor) -> Visitor:
    return client_for(cast.north.applicant)


def test_connecting_asks_meta_first_and_never_shows_the_token(cast: Cast, meta: FakeMeta, anna: Visitor) -> None:
    assert anna.post(page(cast.north), {"waba_id": WABA, "token": TOKEN}).status_code == 302
    html = anna.get(page(cast.north)).content.decode()
    assert ("Moda Ipê" in html, TOKEN in html, "Templates compared with Meta" in html) == (True, False, True)


@pytest.mark.parametrize(("typed", "said"), [
    ({"waba_id": "abc", "token": TOKEN}, "The ID has digits only"),
    ({"waba_id": WABA, "token": ""}, "Enter the token."),
    ({"waba_id": WABA, "token": "two words"}, "without spaces"),
    ({"waba_id": WABA, "token": "EAAB" + "y" * 40}, "Meta does not take the token"),
    ({"waba_id": "99999999", "token": TOKEN}, "Meta knows no such account"),
])  # fmt: skip
def test_connecting_says_what_is_wrong(cast: Cast, meta: FakeMeta, anna: Visitor, typed: dict[str, str], said: str) -> None:
    response = anna.post(page(cast.north), typed)
    assert (response.status_code, said in response.content.decode(), TOKEN in response.content.decode()) == (422, True, False)
    with cast.north.scope():
        assert MetaConnection.objects.count() == 0


def test_asking_and_disconnecting(cast: Cast, connected: MetaConnection, anna: Visitor) -> None:
    template = add_template(cast.north)
    assert anna.post(page(cast.north, "sync")).status_code == 302
    assert anna.post(page(cast.north, "send", template=template.pk)).status_code == 302
    assert "Submit to Meta" in anna.get(page(cast.north, "life", template=template.pk)).content.decode()
    assert anna.post(page(cast.north, "disconnect")).status_code == 302
    with cast.north.scope():
        assert MetaConnection.objects.count() == 0
        assert sorted(Job.objects.values_list("kind", flat=True)) == ["template-send", "template-sync"]
    assert anna.post(page(cast.north, "sync")).status_code == 404


def test_no_change_is_sent_beyond_metas_limit(cast: Cast, connected: MetaConnection, anna: Visitor) -> None:
    template = add_template(cast.north, status="APPROVED")
    with cast.north.scope():
        now = timezone.now()
        for number in (2, 3):
            TemplateVersion.objects.create(template=template, number=number, call=template.create_call, sent_at=now)
    response = anna.post(page(cast.north, "send", template=template.pk), follow=True)
    assert "Meta takes no further change of this template before" in response.content.decode()
    with cast.north.scope():
        assert Job.objects.count() == 0


def test_what_is_in_review_is_not_sent_again(cast: Cast, connected: MetaConnection, anna: Visitor) -> None:
    template = add_template(cast.north, status="PENDING")
    assert "cannot be changed now" in anna.post(page(cast.north, "send", template=template.pk), follow=True).content.decode()


def test_metas_text_is_taken_over_and_ours_kept(cast: Cast, anna: Visitor) -> None:
    theirs = {**CALL, "components": [{**SHIPPED, "text": "Hello {{1}}, your parcel has left us today."}], "category": "MARKETING"}
    template = add_template(cast.north, meta_said=theirs, meta_id="1")
    assert anna.post(page(cast.north, "take", template=template.pk)).status_code == 302
    with cast.north.scope():
        template.refresh_from_db()
        texts = [one.call["components"][0]["text"] for one in TemplateVersion.objects.filter(template=template)]
    assert (template.category, texts) == ("MARKETING", [theirs["components"][0]["text"], SHIPPED["text"]])
    assert "Different at Meta" not in anna.get(page(cast.north, "life", template=template.pk)).content.decode()
