from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from cms.clock import LONDON
from courses.join_logs import LogRefused, Participant, read_join_log

STARTS = datetime(2026, 7, 2, 13, tzinfo=LONDON)  # 2/7 and 7/2 are both days
ENDS = STARTS + timedelta(minutes=90)

ZOOM = """Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Priya Nair,priya@example.test,07/02/2026 12:50:00 PM,07/02/2026 01:40:00 PM,50,No
Priya Nair,priya@example.test,07/02/2026 01:45:00 PM,07/02/2026 02:45:00 PM,60,No
Guest,,07/02/2026 02:31:00 PM,07/02/2026 02:35:00 PM,4,Yes
"""
TEAMS = """1. Summary
Meeting title\tInsulin starts
Start time\t2/7/2026, 12:58:01

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole
Gareth Doctor\t2/7/2026, 13:31:00\t2/7/2026, 14:29:00\t58m\tgareth@example.test\tPresenter

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Gareth Doctor\t2/7/2026, 13:31:00\t2/7/2026, 14:29:00\t58m\tgareth@example.test\tPresenter
"""


def read(text, encoding="utf-8"):
    return read_join_log(text.encode(encoding), starts_at=STARTS, ends_at=ENDS)


def test_minutes_within_the_session_count_and_what_lies_between_two_joins_does_not():
    assert read(ZOOM) == [Participant("Guest", "", 0), Participant("Priya Nair", "priya@example.test", 85)]


def test_a_report_of_teams_is_read_in_its_encoding_and_only_its_table_of_participants():
    assert read(TEAMS, "utf-16") == [Participant("Gareth Doctor", "gareth@example.test", 58)]


def test_who_joined_with_two_devices_was_there_once():
    lines = "Name,Join time,Leave time\nA,2026-07-02 13:00,2026-07-02 14:00\nA,2026-07-02 13:30,2026-07-02 14:10\n"
    assert read(lines) == [Participant("A", "", 70)]


def test_a_time_with_a_zone_is_taken_at_its_word():
    lines = "Name,Join time,Leave time\nA,2026-07-02T12:30:00+00:00,2026-07-02T13:00:00Z\n"
    assert read(lines) == [Participant("A", "", 30)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "needs columns"),
        ("Name,Colour\nA,blue\n", "needs columns"),
        ("Name,Join time,Leave time\n", "names nobody"),
        ("Name,Join time,Leave time\nA,late,later\n", "Line 2: “late” is no time"),
        ("Name,Join time,Leave time\nA,2026-07-01 13:00,2026-07-01 14:00\n", "on the day of this session"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_it_needs(text, sentence):
    with pytest.raises(LogRefused, match=sentence):
        read(text)


def test_a_workbook_is_refused():
    with pytest.raises(LogRefused, match="not the XLSX"):
        read_join_log(b"PK\x03\x04\xff\xff\xfe", starts_at=STARTS, ends_at=ENDS)
