"""What is deployed, read from the templates: functions, queues, rules, mappings, schedules and tables.

A resource's name is its logical id; a queue's address and an ARN are the same. `{{resolve:ssm:…/x}}` is `x`.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from tests.infra.inline import definition_text
from tests.infra.stacks import CONTEXTS, stack

STAGE = {"Stage": "prod", "StageKind": "prod", "AWS::Region": "eu-west-1", "AWS::AccountId": "0" * 12}
STAGE |= {"ReviewWaitSeconds": "1800"}  # the shortest histories are over by then, so that each wait has an end
CREDENTIALS = {"AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}  # as Lambda sets them
NO_VALUE = object()
MAILS = {"MailSender": "alerts@example.com", "MailSite": "https://site.example"}
WEBHOOKS = "WebSendEvents"  # tests/unit/web/webhooks simulates it apart: nothing here depends on it
ALERTS = "WebSendAlerts"
_SSM = re.compile(r"\{\{resolve:ssm:/unicorn/prod/([a-z-]+)\}\}")


class Template:
    """One context's resources, with every intrinsic function resolved."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._given = stack(folder)
        self._parameters = {
            name: parameter.get("Default", name) for name, parameter in self._given.get("Parameters", {}).items()
        } | (STAGE | MAILS)
        self.resources: dict[str, dict[str, Any]] = {
            name: resource | {"Properties": self.resolve(resource.get("Properties", {}))}
            for name, resource in self._given["Resources"].items()
            if self._is_true(resource.get("Condition"))
        }

    def of(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the properties of all resources of a type."""
        return {n: found["Properties"] for n, found in self.resources.items() if found["Type"] == f"AWS::{kind}"}

    def resolve(self, value: Any) -> Any:
        if isinstance(value, list):
            return [found for each in value if (found := self.resolve(each)) is not NO_VALUE]
        if isinstance(value, str):
            return _SSM.sub(r"\1", self._filled(value, {}))
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            [(name, argument)] = value.items()
            if name in self._intrinsics:
                return self._intrinsics[name](self, argument)
        return {n: found for n, each in value.items() if (found := self.resolve(each)) is not NO_VALUE}

    def _ref(self, name: str) -> Any:
        return NO_VALUE if name == "AWS::NoValue" else self._parameters.get(name, name)

    def _get_att(self, argument: Any) -> str:
        name, attribute = argument if isinstance(argument, list) else argument.split(".", 1)
        return str(name) if attribute in {"Arn", "QueueName", "Name"} else f"{name}.{attribute}"

    def _if(self, argument: Any) -> Any:
        condition, yes, no = argument
        return self.resolve(yes if self._is_true(condition) else no)

    def _sub(self, argument: Any) -> str:
        text, names = argument if isinstance(argument, list) else (argument, {})
        return _SSM.sub(r"\1", self._filled(text, {name: self.resolve(each) for name, each in names.items()}))

    def _filled(self, text: str, names: dict[str, Any]) -> str:
        known = self._parameters | names
        return re.sub(r"\$\{([\w:.]+)\}", lambda m: str(known.get(m[1], m[1].removesuffix(".Arn"))), text)

    def _find(self, argument: Any) -> Any:
        found = self._given["Mappings"]
        for step in argument:
            found = found[self.resolve(step)]
        return found

    def _is_true(self, condition: Any) -> bool:
        if condition is None:
            return True
        if isinstance(condition, str):
            return self._is_true(self._given["Conditions"][condition])
        [(name, arguments)] = condition.items()
        return bool(self._logic[name](self, arguments))

    _logic: ClassVar[dict[str, Callable[["Template", Any], Any]]] = {
        "Condition": _is_true,
        "Fn::Equals": lambda self, given: self.resolve(given[0]) == self.resolve(given[1]),
        "Fn::Not": lambda self, given: not self._is_true(given[0]),
        "Fn::And": lambda self, given: all(map(self._is_true, given)),
        "Fn::Or": lambda self, given: any(map(self._is_true, given)),
    }
    _intrinsics: ClassVar[dict[str, Callable[["Template", Any], Any]]] = {
        "Ref": _ref,
        "Fn::GetAtt": _get_att,
        "Fn::If": _if,
        "Fn::Sub": _sub,
        "Fn::FindInMap": _find,
        "Fn::Join": lambda self, argument: argument[0].join(map(str, self.resolve(argument[1]))),
    }


@dataclass(frozen=True, kw_only=True)
class Function:
    """A Lambda function: its context, the module of its handler, its environment and its time limit."""

    name: str
    context: str
    handler: str
    environment: dict[str, str]
    seconds: float


@cache
def templates() -> dict[str, Template]:
    return {folder: Template(folder) for folder in CONTEXTS}


@cache
def of(kind: str) -> dict[str, dict[str, Any]]:
    """Return the resources of a type in all contexts: their properties by name."""
    return {name: found for template in templates().values() for name, found in template.of(kind).items()}


@cache
def functions() -> dict[str, Function]:
    return {
        name: Function(
            name=name,
            context=folder.removeprefix("unicorn_"),
            handler=given["Handler"].removesuffix(".handler"),
            environment={key: str(v) for key, v in given.get("Environment", {}).get("Variables", {}).items()}
            | CREDENTIALS,
            seconds=float(given.get("Timeout", 3)),
        )
        for folder, template in templates().items()
        for name, given in template.of("Lambda::Function").items()
    }


@cache
def real_name(function: str) -> str:
    """Return the name that the template gives a function."""
    return str(of("Lambda::Function")[function].get("FunctionName", function))


@cache
def definition(name: str) -> dict[str, Any]:
    """Return a state machine's definition with its substitutions."""
    for folder, template in templates().items():
        if name in template.resources:
            uri = _source(folder, name)
            given = template.resources[name]["Properties"]["DefinitionSubstitutions"]
            machine: dict[str, Any] = json.loads(_substituted(uri, given))
            return machine
    raise KeyError(name)


def _substituted(text: str, given: dict[str, Any]) -> str:
    return re.sub(r"\$\{(\w+)\}", lambda found: str(given[found[1]]), text)


def _source(folder: str, name: str) -> str:
    return definition_text(folder, name, stack(folder)["Resources"][name]["Properties"])
