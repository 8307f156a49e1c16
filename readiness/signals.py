"""Signals declared on the floor and received above it. A receiver only rings: it enqueues, nothing else."""

from django.dispatch import Signal

# The facts of a company changed and the change is committed. Sends: company_id, workspace_id.
company_changed = Signal()

# A job row waits and is committed. Sends: job_id, workspace_id, kind.
job_queued = Signal()

# Every room answers for the rows that the keyring opens: how many it wrapped again, and how many are still under an old key.
rewrap_asked = Signal()
old_keys_counted = Signal()

# An application reached the end of its stages. Sent inside the transaction. Sends: company, on (the day), by.
application_activated = Signal()
