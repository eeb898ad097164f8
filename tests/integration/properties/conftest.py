"""Fixtures: the simulated other contexts on the deployed stacks."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.integration.aws import Aws
from tests.integration.properties.agency import Agency

type Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def agency(aws: Aws, outputs: dict[str, str], bus_events: Callable[[], list[dict[str, Any]]]) -> Agency:
    return Agency(aws, outputs, bus_events)


@pytest.fixture(scope="session")
def safe_picture(aws: Aws, outputs: dict[str, str]) -> str:
    return Agency(aws, outputs, list).upload()


@pytest.fixture
def variant(aws: Aws, outputs: dict[str, str]) -> Iterator[Callable[[Change], str]]:
    """Return a function that creates a changed copy of the deployed workflow for one test, and returns its ARN."""
    deployed = aws.states.describe_state_machine(stateMachineArn=outputs["ApprovalStateMachineArn"])
    made: list[str] = []

    def make(change: Change) -> str:
        definition = json.loads(deployed["definition"])
        change(definition["States"])
        machine = aws.states.create_state_machine(
            name=f"variant-{uuid4().hex[:12]}", definition=json.dumps(definition), roleArn=deployed["roleArn"]
        )
        made.append(machine["stateMachineArn"])
        return machine["stateMachineArn"]

    yield make
    for arn in made:
        aws.states.delete_state_machine(stateMachineArn=arn)
