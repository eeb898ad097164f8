"""Print addresses, health and findings for people."""

from collections import Counter
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.markup import escape

from unicorn_cli.aws.account import Account
from unicorn_cli.aws.deploy import Target
from unicorn_cli.aws.inventory import Resource
from unicorn_cli.aws.undeploy import Remains
from unicorn_cli.health.health import Health
from unicorn_cli.local.machine import Finding
from unicorn_cli.stages.kind import PROD
from unicorn_cli.terminal.show import show_pairs

ADDRESSES = {"Web site": "", "Web API": "/api/web", "Contracts API": "/api/contracts"}  # below the one origin


def count_of_processes(number: int) -> str:
    return "1 process" if number == 1 else f"{number} processes"


def _addresses(outputs: Mapping[str, str]) -> dict[str, str]:
    return {title: outputs["SiteUrl"] + path for title, path in ADDRESSES.items() if "SiteUrl" in outputs}


def show_addresses(outputs: Mapping[str, str], console: Console) -> None:
    """Print where everything is, and the next commands to try."""
    console.print("\n[bold]Unicorn Properties is up.[/]\n")
    show_pairs(_addresses(outputs), console)
    console.print(
        "\nTry:\n"
        f"  curl {escape(outputs['SiteUrl'])}/api/web/search/usa/anytown\n"
        "  .venv/bin/unicorn password --agent agent1   # to sign in at /agent/\n"
        "  .venv/bin/unicorn token --agent agent1      # to call the APIs\n"
        '  eval "$(.venv/bin/unicorn env)"             # for aws and sam\n'
        "  .venv/bin/unicorn tour                      # the ideas of the system, step by step\n"
        "Stop it: make stop"
    )


def show_target(stage: str, target: Target, console: Console) -> None:
    """Print where a deployment goes before it begins."""
    console.print(_place(stage, target.kind, target.account))


def show_deployed(stage: str, outputs: Mapping[str, str], console: Console) -> None:
    """Print the addresses of a stage on AWS, and the next commands."""
    show_pairs(_addresses(outputs), console)
    console.print(
        "\nNext:\n"
        f"  .venv/bin/unicorn status --stage {stage}     # is it healthy?\n"
        f"  .venv/bin/unicorn outputs --stage {stage}    # all addresses and names\n"
        f"  make undeploy STAGE={stage}                  # removes it"
    )


def show_remains(stage: str, found: Remains, console: Console, *, with_data: bool) -> None:
    """Print what a removal is about to delete."""
    console.print(_place(stage, found.kind, found.account))
    names = [stack["StackName"] for stack in found.stacks]
    console.print(f"Deletes {', '.join(names) if names else 'what deleted stacks have left'}:")
    kinds = Counter(resource.kind.removeprefix("AWS::") for resource in found.resources)
    show_pairs({f"  {kind}": str(number) for kind, number in sorted(kinds.items())}, console)
    if found.kind == PROD and not with_data:
        console.print("Images, tables and accounts stay; --delete-data deletes them too.")
    elif found.kind == PROD:
        console.print("[red]Images, tables and accounts are deleted too, for ever.[/]")


def show_removed(stage: str, left: Iterable[Resource], console: Console) -> None:
    for resource in left:
        console.print(f"{escape(resource.name)} stays ({resource.kind}); --delete-data deletes it.")
    console.print(f"[green]✓[/] Nothing else is left of the stage {stage}.")


def _place(stage: str, kind: str, account: Account) -> str:
    where = f"in account {account.number}, region {account.region}, as {escape(account.caller)}"
    return f"Stage [bold]{stage}[/] of kind {kind}, {where}."


def show_health(health: Health, console: Console) -> None:
    parts = dict(health.stacks)
    if health.engine is not None:
        parts = {"engine": str(health.engine.get("endpoint", "stopped"))} | parts
    parts |= {name: "answers" if sound else "does not answer" for name, sound in health.apis.items()}
    parts |= health.checks
    if health.stacks:
        parts["dead letters"] = ", ".join(f"{n} in {name}" for name, n in health.dead_letters.items()) or "none"
    show_pairs(parts, console)
    if health.problem:
        console.print(f"[red]✗[/] {escape(health.problem)}.\n  {escape(health.fix or '')}.")
    else:
        console.print("[green]✓[/] Healthy.")


def show_findings(findings: Iterable[Finding], console: Console) -> None:
    for finding in findings:
        if finding.problem:
            console.print(f"[red]✗[/] {finding.subject}: {escape(finding.problem.why)}.")
            console.print(f"  {escape(finding.problem.fix)}.")
        else:
            console.print(f"[green]✓[/] {finding.subject}: {escape(finding.remark)}")
