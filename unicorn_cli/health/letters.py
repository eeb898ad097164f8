"""Dead letters: with a single one a stage is not healthy."""

from collections.abc import Mapping

from unicorn_cli.bus.dead_letter_queues import dead_letter_queues
from unicorn_cli.bus.dead_letters import count
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem


def dead_letters(cloud: Cloud, outputs: Mapping[str, str]) -> dict[str, int]:
    """Return the number of messages of each dead-letter queue that is not empty, those in flight included."""
    found = {queue.name: count(queue, cloud) for queue in dead_letter_queues(cloud, outputs)}
    return {name: number for name, number in found.items() if number}


def dead_letters_problem(found: Mapping[str, int], stage: str) -> Problem | None:
    if not found:
        return None
    names = ", ".join(f"{number} in {name}" for name, number in found.items())
    first = next(iter(found))
    return Problem(
        f"Messages were dead-lettered: {names}",
        f"Read why with `unicorn dlq show {first} --stage {stage}`, then send them again with "
        f"`unicorn dlq redrive {first} --stage {stage}`",
    )
