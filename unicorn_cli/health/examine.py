"""Run every check of a stage."""

from collections.abc import Callable, Mapping

from unicorn_cli.health.alarms import alarms
from unicorn_cli.health.health import Health, check_stacks
from unicorn_cli.health.letters import dead_letters, dead_letters_problem
from unicorn_cli.health.requests import SmokeTest, silent_address
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.outputs import outputs_of

type SignIn = Callable[[Mapping[str, str]], str | None]


def examine(health: Health, cloud: Cloud, sign_in: SignIn) -> None:
    """Fill in the health of a deployed stage. Raises Problem if there is none."""
    check_stacks(health, cloud)
    outputs = outputs_of(cloud)
    smoke = SmokeTest(cloud, outputs, lambda: sign_in(outputs))
    health.apis = smoke.addresses()
    if problem := silent_address(health.apis):
        health.note(problem)
    health.take(smoke.checks())
    if not cloud.is_local:
        health.take([alarms(cloud, outputs)])
    health.dead_letters = dead_letters(cloud, outputs)
    if problem := dead_letters_problem(health.dead_letters, cloud.stage):
        health.note(problem)
