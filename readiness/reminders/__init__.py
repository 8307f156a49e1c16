"""What people are to be reminded of, and when. Pure: no ORM, no clock.

wanted.py    one reminder that is wanted, and who it is for
due.py       the moment at which it falls, on the clock of the workspace
sources.py   where the rooms say what they want reminders for
plan.py      what is wanted against what is kept: which rows are added, moved, taken back
"""
