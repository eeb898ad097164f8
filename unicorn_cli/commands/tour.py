"""`unicorn tour`, `house` and `try`: the steps of docs/tour, a house to try things with, and experiments."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from time import monotonic
from typing import Annotated

import typer
from rich.console import Console

from demo.listings import NotReached
from unicorn_cli.commands.stage import access_to, cloud_of
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import UnexpectedStatus
from unicorn_cli.stages.cloud import LOCAL
from unicorn_cli.terminal.interrupts import interruptible
from unicorn_cli.terminal.options import AsJson, output
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.questions import can_ask
from unicorn_cli.terminal.show import show_json, show_pairs
from unicorn_cli.tour.dead_letter import fail_until_dead
from unicorn_cli.tour.experiments import coupling, facts, receivers
from unicorn_cli.tour.experiments.system import System
from unicorn_cli.tour.house import House, opened
from unicorn_cli.tour.pages import page_of, pages
from unicorn_cli.tour.run import run_step

tour = typer.Typer()

EXPERIMENTS: tuple[Callable[[System], None], ...] = (
    coupling.coupling,
    receivers.queue,
    receivers.topic,
    facts.outbox,
    facts.idempotency,
    facts.disorder,
    receivers.subscriber,
    receivers.stream,
)
Number = Annotated[int, typer.Argument(min=1, help="which house: usa/tourville/open-road/NUMBER")]


class Action(StrEnum):
    """What the house's agent does, and `forget` and `dead-letter`, which damage what Properties has."""

    DRAFT = "draft"
    REQUEST = "request"
    APPROVE = "approve"
    CANCEL = "cancel"
    FORGET = "forget"
    DEAD_LETTER = "dead-letter"
    AGREE = "agree"
    SHOW = "show"
    REMOVE = "remove"


@tour.command("tour")
def run_tour(
    step: Annotated[int | None, typer.Argument(min=1, help="the step to run; without one, all are listed")] = None,
    *,
    all_: Annotated[bool, typer.Option("--all", help="run every step, and show how long each took")] = False,
    as_json: AsJson = False,
) -> None:
    """Learn the system by its ideas: show a step of docs/tour, and run its commands on the local system."""
    shown = Console(quiet=True) if as_json else output
    chosen = pages() if all_ else [page_of(step)] if step else []
    for page in chosen:
        began = monotonic()
        run_step(page, shown, _await_enter if can_ask() and not all_ else lambda: None)
        if all_:
            shown.print(f"✓ {page.number}. {page.title} ({monotonic() - began:.1f} s)")
    if as_json:
        show_json({"steps": [{"number": page.number, "title": page.title} for page in chosen or pages()]})
    elif not chosen:
        show_pairs({f"{page.number:2}": page.title for page in pages()}, output)
        output.print(
            "\n`unicorn tour 1` shows the first step and runs its commands; start the system before: make start"
        )


@tour.command()
def house(number: Number, actions: Annotated[list[Action], typer.Argument()], as_json: AsJson = False) -> None:
    """Try things with a house of your own: do these with it, one after the other, on the local system.

    draft, request, approve, cancel: as its agent does; each waits until the other contexts have followed. show: what
    each context knows; agree: wait until they agree, then show. forget: delete what Properties has stored. dead-letter:
    approve, and let the consumer fail. remove: withdraw the listing and cancel the contract.
    """
    access = access_to(LOCAL)
    lines: list[str] = []
    show: Callable[[str], None] = lines.append if as_json else partial(output.print, markup=False)
    with _problems(), interruptible(), opened(number, access, cloud_of(LOCAL)) as mine:
        for action in actions:
            for line in _done(mine, action, access):
                show(line)
    if as_json:
        show_json({"lines": lines})


@tour.command("try")
def experiment(
    name: Annotated[str, typer.Argument(help=", ".join(run.__name__ for run in EXPERIMENTS))],
    as_json: AsJson = False,
) -> None:
    """Run an experiment of the tour on the local system, with a house that it makes and removes."""
    for run in EXPERIMENTS:
        if run.__name__ == name:
            with _problems(), interruptible():
                lines: list[str] = []
                show: Callable[[str], None] = lines.append if as_json else partial(output.print, markup=False)
                run(System(cloud_of(LOCAL), access_to(LOCAL), show))
            if as_json:
                show_json({"lines": lines})
            return
    known = ", ".join(run.__name__ for run in EXPERIMENTS)
    raise Problem(f"There is no experiment named {name!r}", f"Use one of {known}")


def _done(mine: House, action: Action, access: Access) -> Iterator[str]:
    """Do one thing with a house, and yield the lines to print."""
    if action is Action.SHOW:
        yield from mine.known().lines()
    elif action is Action.AGREE:
        mine.agree()
        yield from mine.known().lines()
    elif action is Action.REQUEST:
        yield f"requested: {mine.request()}"
    elif action is Action.DEAD_LETTER:
        yield f"approved; the consumer failed on the fact {fail_until_dead(mine, access)} times"
    else:
        line, do = {
            Action.DRAFT: ("drafted: a contract and a listing", mine.draft),
            Action.APPROVE: ("approved", mine.approve),
            Action.CANCEL: ("cancelled", mine.cancel),
            Action.FORGET: ("forgotten: what Properties has stored", mine.forget),
            Action.REMOVE: ("removed", mine.remove),
        }[action]
        do()
        yield line


@contextmanager
def _problems() -> Iterator[None]:
    """Turn what an API or a context did not do into a Problem."""
    try:
        yield
    except (UnexpectedStatus, NotReached) as error:
        raise Problem(str(error).rstrip("."), "Check `unicorn status`, then run the command again") from error


def _await_enter() -> None:
    typer.prompt("Enter runs it", default="", show_default=False, prompt_suffix=" ", err=True)
