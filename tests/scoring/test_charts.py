"""The numbers of the charts."""

from __future__ import annotations

from scoring.charts import Bar, history_line, range_bar


def test_history_runs_from_edge_to_edge() -> None:
    line = history_line([0, 50, 100], [0, 50, 100], width=640, height=180, margin=28)
    assert list(line.points) == [(28, 152), (320, 90), (612, 28)]
    assert line.path == "28,152 320,90 612,28"


def test_history_keeps_the_distance_of_its_moments() -> None:
    line = history_line([10, 20, 50], [70, 70, 70], width=440, height=120, margin=20)
    assert [x for x, _ in line.points] == [20, 120, 420]


def test_lone_point_stands_in_the_middle() -> None:
    assert history_line([1000.5], [100]).points == ((320, 28),)


def test_points_of_one_moment_stand_in_the_middle() -> None:
    assert history_line([7, 7], [0, 100]).points == ((320, 152), (320, 28))


def test_grid_marks_the_quarters() -> None:
    assert history_line([0], [0]).grid == ((152, 0), (121, 25), (90, 50), (59, 75), (28, 100))


def test_range_bar_is_in_percent_of_the_scale() -> None:
    assert range_bar(0.31, 0.44, 0.58, 1) == Bar(31, 27, 44)
    assert range_bar(7, 9.5, 12, 24) == Bar(29.2, 20.8, 39.6)


def test_range_bar_of_no_length_can_still_be_seen() -> None:
    assert range_bar(5, 5, 5, 10) == Bar(50, 0.5, 50)
