"""The calls that the workflow makes on AWS: the service and operation of every task, as botocore names them."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import botocore.session
from botocore.model import OperationModel, ServiceModel, StructureShape

from tests.infra.approval import SUBSTITUTIONS, states
from tests.infra.inline import definition_text
from tests.infra.stages import at_stage

WORKFLOW, EVALUATION, WATCH = "PropertiesPublicationApproval", "PropertiesPublicationEvaluation", "QueueWatch"
MACHINES = {
    WORKFLOW: "unicorn_properties",
    EVALUATION: "unicorn_properties",
    WATCH: ".",
}  # state machine → the folder of its template
RESOURCE = re.compile(r"arn:aws:states:::(aws-sdk:)?(\w+):(\w+?)(\.waitForTaskToken)?")
CLIENTS = {"eventbridge": "events", "sfn": "stepfunctions"}  # services that Step Functions spells differently


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One task of the workflow on AWS."""

    machine: str
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


@cache
def calls(*machines: str) -> list[Call]:
    """Return the calls of these machines, or those of the workflow and of the evaluation that it calls."""
    return [
        _call(machine, name, state)
        for machine in machines or (WORKFLOW, EVALUATION)
        for name, state in states(definition_at("prod", machine))
        if state["Type"] == "Task"
    ]


def _call(machine: str, name: str, state: dict[str, Any]) -> Call:
    found = RESOURCE.fullmatch(state["Resource"])
    assert found, f"{name}: {state['Resource']} is no integration of a service"
    sdk, service, action, waits = found.groups()
    client = CLIENTS.get(service, service)
    operation = action[0].upper() + action[1:]
    return Call(
        machine=machine,
        state=name,
        definition=state,
        client=client,
        operation=operation,
        is_sdk=bool(sdk),
        waits=waits is not None,
    )


@cache
def _service(client: str) -> ServiceModel:
    return botocore.session.get_session().get_service_model(client)
