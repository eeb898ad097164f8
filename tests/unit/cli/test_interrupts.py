"""Ctrl-C, a closed terminal and `kill`: the first one interrupts, and those after it disturb no cleanup."""

import os
import signal
from threading import Thread

import pytest

from unicorn_cli.terminal.interrupts import SIGNALS, interruptible, uninterrupted


@pytest.mark.parametrize("number", SIGNALS)
def test_each_of_them_interrupts(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt, match=number.name), interruptible():
        os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", SIGNALS)
def test_none_of_them_disturbs_a_cleanup(number: signal.Signals) -> None:
    cleaned = False
    with interruptible():
        with uninterrupted():
            os.kill(os.getpid(), number)
            cleaned = True
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)
    assert cleaned


def test_the_handlers_from_before_are_restored() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with interruptible(), uninterrupted():
        assert [signal.getsignal(number) for number in SIGNALS] == [signal.SIG_IGN] * 3
    assert [signal.getsignal(number) for number in SIGNALS] == before


def test_a_thread_cleans_up_as_well() -> None:
    cleaned: list[bool] = []

    def clean() -> None:
        with uninterrupted():
            cleaned.append(True)

    thread = Thread(target=clean)
    thread.start()
    thread.join()
    assert cleaned
