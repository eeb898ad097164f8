"""`unicorn addresses`: homes whose stored id is not that of their address."""

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from unicorn_cli.addresses.move import move as move_home
from unicorn_cli.addresses.store import CannotMove, Store
from unicorn_cli.addresses.survey import Home, Obstacle, Survey, survey
from unicorn_cli.commands.stage import cloud_of
from unicorn_cli.stages.cloud import LOCAL
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import AsJson, Stage, output
from unicorn_cli.terminal.show import show_json

addresses = typer.Typer(no_args_is_help=True, help="Homes that an earlier version stored under another id.")


@addresses.command()
def check(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show the homes whose id is not that of their address; exits with 0 only if there are none."""
    found = survey(_store(stage))
    if as_json:
        show_json(_as_json(found))
    else:
        _show(found, output)
    raise typer.Exit(1 if found.homes or found.obstacles else 0)


@addresses.command()
def move(
    stage: Stage = LOCAL,
    *,
    apply: Annotated[bool, typer.Option("--apply", help="move them; without it, only show what would move")] = False,
    as_json: AsJson = False,
) -> None:
    """Move homes to the id of their address: contracts, listings, photos, publications. It can be repeated."""
    store = _store(stage)
    console = Console(quiet=True) if as_json else output
    found = survey(store)
    _show(found, console)
    if not apply:
        console.print("Nothing was moved. Run it with --apply.")
        if as_json:
            show_json(_as_json(found))
        return
    left = [*found.obstacles, *(obstacle for home in found.homes if (obstacle := _moved(store, home, console)))]
    moved = len(found.homes) + len(found.obstacles) - len(left)
    console.print(f"{moved} moved, {len(left)} left.")
    if as_json:
        show_json({"moved": moved, "left": [asdict(obstacle) for obstacle in left]})
    raise typer.Exit(1 if left else 0)


def _moved(store: Store, home: Home, console: Console) -> Obstacle | None:
    """Move one home, and print the result."""
    try:
        move_home(store, home)
    except CannotMove as reason:
        obstacle = Obstacle(old=home.old, new=home.new, why=str(reason))
        _show_obstacle(obstacle, console)
        return obstacle
    console.print(f"[green]✓[/] {home.old} → {home.new}")
    return None


def _store(stage: str) -> Store:
    cloud = cloud_of(stage)
    return Store.of(cloud, outputs_of(cloud))


def _as_json(found: Survey) -> dict[str, Any]:
    homes = [{"old": home.old, "new": home.new, "why": home.why, "parts": home.parts} for home in found.homes]
    return {"to_move": homes, "obstacles": [asdict(obstacle) for obstacle in found.obstacles]}


def _show(found: Survey, console: Console) -> None:
    for obstacle in found.obstacles:
        _show_obstacle(obstacle, console)
    for home in found.homes:
        parts = f" ({home.parts})" if home.parts else ""
        console.print(f"{home.old} → {home.new}{parts}\n  because of {escape(home.why)}")
    console.print(f"{len(found.homes)} to move, {len(found.obstacles)} that cannot be moved now.")


def _show_obstacle(obstacle: Obstacle, console: Console) -> None:
    mark = "[bold red]✗ TWO HOMES[/]" if obstacle.is_serious else "[yellow]![/]"
    target = f" → {obstacle.new}" if obstacle.new else ""
    console.print(f"{mark} {obstacle.old}{target}\n  stays: {escape(obstacle.why)}.")
