"""Print addresses, health and findings for people."""

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.markup import escape

from unicorn_cli.local.machine import Finding
from unicorn_cli.stages.health import Health
from unicorn_cli.terminal.show import show_pairs

ADDRESSES = {"SiteUrl": "Web site", "WebApiUrl": "Web API", "ContractsApiUrl": "Contracts API"}


def count_of_processes(number: int) -> str:
    return "1 process" if number == 1 else f"{number} processes"


def show_addresses(outputs: Mapping[str, str], console: Console) -> None:
    """Print where everything is, and the next commands to try."""
    console.print("\n[bold]Unicorn Properties is up.[/]\n")
    show_pairs({title: outputs[name] for name, title in ADDRESSES.items() if name in outputs}, console)
    console.print(
        "\nTry:\n"
        f"  curl {escape(outputs['WebApiUrl'])}/search/usa/anytown\n"
        "  .venv/bin/unicorn password --agent agent1   # to sign in at /agent/\n"
        "  .venv/bin/unicorn token --agent agent1      # to call the APIs\n"
        '  eval "$(.venv/bin/unicorn env)"             # for aws and sam\n'
        "Stop it: make stop"
    )


def show_health(health: Health, console: Console) -> None:
    parts = dict(health.stacks)
    if health.engine is not None:
        parts = {"engine": str(health.engine.get("endpoint", "stopped"))} | parts
    parts |= {name: "answers" if sound else "does not answer" for name, sound in health.apis.items()}
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
