"""What may go wrong does, many times over: killed and frozen workers, a broker that forgets, a database that hangs up.

`python -m tests.nemesis` starts a database, a broker, workers and a mail server of its own, plants reminders, hurts the processes by a
seed, and then reads only two sinks that share no code with the product. `--control` does the same to a plain Celery task per reminder,
which must lose or double some: a harness that finds nothing wrong with that proves nothing.
"""
