"""`unicorn addresses`: homes whose stored id is not that of their address."""

from typing import Annotated

import typer
from rich.markup import escape

from unicorn_cli.addresses.move import move as move_home
from unicorn_cli.addresses.store import CannotMove, Store
from unicorn_cli.addresses.survey import Home, Obstacle, Survey, survey
from unicorn_cli.commands.stage import cloud_of
from unicorn_cli.stages.cloud import LOCAL
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import Stage, output

addresses = typer.Typer(no_args_is_help=True, help="Homes that an earlier version stored under another id.")


@addresses.command()
def check(stage: Stage = LOCAL) -> None:
    """Show the homes whose id is not that of their address; exits with 0 only if there are none."""
    found = survey(_store(stage))
    _show(found)
    raise typer.Exit(1 if found.homes or found.obstacles else 0)


@addresses.command()
def move(
    stage: Stage = LOCAL,
    *,
    apply: Annotated[bool, typer.Option("--apply", help="move them; without it, only show what would move")] = False,
) -> None:
    """Move homes to the id of their address: contracts, listings, photos, publications. It can be repeated."""
    store = _store(stage)
    found = survey(store)
    _show(found)
    if not apply:
        output.print("Nothing was moved. Run it with --apply.")
        return
    left = [*found.obstacles, *(obstacle for home in found.homes if (obstacle := _moved(store, home)))]
    output.print(f"{len(found.homes) + len(found.obstacles) - len(left)} moved, {len(left)} left.")
    raise typer.Exit(1 if left else 0)


def _moved(store: Store, home: Home) -> Obstacle | None:
    """Move one home, and print the result."""
    try:
        move_home(store, home)
    except CannotMove as reason:
        obstacle = Obstacle(old=home.old, new=home.new, why=str(reason))
        _show_obstacle(obstacle)
        return obstacle
    output.print(f"[green]✓[/] {home.old} → {home.new}")
    return None


def _store(stage: str) -> Store:
    cloud = cloud_of(stage)
    return Store.of(cloud, outputs_of(cloud))


def _show(found: Survey) -> None:
    for obstacle in found.obstacles:
        _show_obstacle(obstacle)
    for home in found.homes:
        parts = f" ({home.parts})" if home.parts else ""
        output.print(f"{home.old} → {home.new}{parts}\n  because of {escape(home.why)}")
    output.print(f"{len(found.homes)} to move, {len(found.obstacles)} that cannot be moved now.")


def _show_obstacle(obstacle: Obstacle) -> None:
    mark = "[bold red]✗ TWO HOMES[/]" if obstacle.is_serious else "[yellow]![/]"
    target = f" → {obstacle.new}" if obstacle.new else ""
    output.print(f"{mark} {obstacle.old}{target}\n  stays: {escape(obstacle.why)}.")
