"""The way of an application through the five stages (G-ST-1): which moves are lawful, which clocks run, what was planned. Pure.

moves.py       the transition tables, also kept in the database, which refuses any other move
calendar.py    working days of a country
clocks.py      what must be answered until when
timeline.py    planned against real
submission.py  the best day to submit
"""
