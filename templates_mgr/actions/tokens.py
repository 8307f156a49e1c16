"""Tokens sealed again when the master keys turn."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scopes_disabled

from readiness.keyring import read_keyring, seal
from templates_mgr.models import MetaConnection

from .exchange import owner_of, token_of


def reseal_all() -> int:
    """Seals every token under the first key of the ring; safe to stop and run again."""
    done = 0
    with scopes_disabled():  # master keys are the house's, not a workspace's
        for connection in list(_old()):
            with transaction.atomic():
                held = MetaConnection.objects.select_for_update(of=("self",)).get(pk=connection.pk)
                sealed = seal(token_of(held), owner_of(held.company_id, held.waba_id))
                held.key_id, held.sealed_token = sealed.key_id, sealed.ciphertext
                held.save(update_fields=["key_id", "sealed_token"])
            done += 1
    return done


def tokens_under_old_keys() -> int:
    with scopes_disabled():  # as above
        return _old().count()


def _old() -> QuerySet[MetaConnection]:
    return MetaConnection.objects.exclude(key_id=read_keyring().primary_id)
