"""The calls that the workflow makes on AWS: the service and operation of every task, as botocore names them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import botocore.session
from botocore.model import OperationModel, ServiceModel, StructureShape

from tests.infra.approval import SUBSTITUTIONS
from tests.infra.inline import definition_text
from tests.infra.stages import at_stage

WORKFLOW, WATCH = "PropertiesPublicationApproval", "QueueWatch"
MACHINES = {WORKFLOW: "unicorn_properties", WATCH: "."}  # state machine → the folder of its template
RESOURCE = re.compile(r"arn:aws:states:::(aws-sdk:)?(\w+):(\w+?)(\.waitForTaskToken)?")
CLIENTS = {"eventbridge": "events", "sfn": "stepfunctions"}  # services that Step Functions spells differently


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One task of the workflow on AWS."""

    state: str
    definition: dict[str, Any]
    client: str
    operation: str
    is_sdk: bool
    waits: bool

    @property
    def model(self) -> OperationModel:
        return _service(self.client).operation_model(self.operation)

    @property
    def arguments(self) -> StructureShape:
        shape = self.model.input_shape
        assert shape is not None
        return shape


@cache
def machine(kind: str, name: str = WORKFLOW) -> dict[str, Any]:
    """Return a state machine's properties on a kind of stage."""
    found: dict[str, Any] = at_stage(MACHINES[name], kind)["Resources"][name]["Properties"]
    return found


@cache
def definition_at(kind: str, name: str = WORKFLOW) -> dict[str, Any]:
    """Return a definition as CloudFormation fills it on a kind of stage; a reference is filled by its name."""
    given = machine(kind, name)

    def filled(match: re.Match[str]) -> str:
        value = SUBSTITUTIONS.get(match[1], given["DefinitionSubstitutions"][match[1]])
        text = value.get("Fn::Sub", match[1]) if isinstance(value, dict) else value
        return str(text).replace("${AWS::Partition}", "aws") if isinstance(text, str) else match[1]

    text = definition_text(MACHINES[name], name, given)
    parsed: dict[str, Any] = json.loads(re.sub(r"\$\{(\w+)\}", filled, text))
    return parsed


def every_state(machine: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every state with its name, those inside a Map too."""
    for name, state in machine["States"].items():
        yield name, state
        if "ItemProcessor" in state:
            yield from every_state(state["ItemProcessor"])


@cache
def calls(machine: str = WORKFLOW) -> list[Call]:
    found = every_state(definition_at("prod", machine))
    return [_call(name, state) for name, state in found if state["Type"] == "Task"]


def _call(name: str, state: dict[str, Any]) -> Call:
    found = RESOURCE.fullmatch(state["Resource"])
    assert found, f"{name}: {state['Resource']} is no integration of a service"
    sdk, service, action, waits = found.groups()
    client = CLIENTS.get(service, service)
    operation = action[0].upper() + action[1:]
    return Call(
        state=name, definition=state, client=client, operation=operation, is_sdk=bool(sdk), waits=waits is not None
    )


@cache
def _service(client: str) -> ServiceModel:
    return botocore.session.get_session().get_service_model(client)
