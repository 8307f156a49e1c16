"""How it is often done, and what it costs: a Celery task for each reminder, acknowledged late, written down by nobody."""

from __future__ import annotations

import os
import time

import psycopg
from celery import Celery

# As long as a mail server takes to answer; with fewer kills it must be longer for one of them to meet it.
WORK_SECONDS = float(os.environ.get("NEMESIS_WORK_SECONDS", "0.05"))

app = Celery("control", broker=os.environ.get("REDIS_URL", ""))
app.conf.update(
    task_acks_late=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    task_reject_on_worker_lost=True,
    broker_transport_options={"visibility_timeout": 15, "unacked_restore_interval": 2, "unacked_restore_throttle": 1},
)


@app.task
def remind(key: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute("INSERT INTO nemesis_sink (key, channel) VALUES (%s, 'app')", [key])
    time.sleep(WORK_SECONDS)  # what comes between the deed and its acknowledgement
