"""Ids that sort by time."""

from unicorn_kit.ids import uuid7


def test_ids_are_of_version_7_and_sort_by_the_time_they_were_made() -> None:
    ids = [uuid7() for _ in range(1000)]
    assert {(made.version, made.variant) for made in ids} == {(7, "specified in RFC 4122")}
    assert len(set(ids)) == len(ids)
    assert [made.int >> 76 for made in ids] == sorted(made.int >> 76 for made in ids)
