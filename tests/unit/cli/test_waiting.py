"""Waiting with a deadline."""

import time

from unicorn_cli.terminal.waiting import eventually


def test_a_true_result_is_returned() -> None:
    looks = iter([None, "", "there"])
    assert eventually(lambda: next(looks), every=0.01) == "there"


def test_polling_ends_at_the_deadline() -> None:
    began = time.monotonic()
    assert eventually(lambda: None, seconds=0.1, every=0.02) is None
    assert time.monotonic() - began < 1
