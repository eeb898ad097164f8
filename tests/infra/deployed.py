"""A stack as CloudFormation makes it for one stage in one region: transformed, and every intrinsic function evaluated.

A reference to a resource becomes a text in angle brackets with the stack's name in it: `<unicorn-dev-web/WebApi>`.
A dynamic reference stays as it is written.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from tests.infra.stacks import stack

NOTHING = object()
OWN = re.compile(r"<[^<>]+/\w+[^<>]*>")


@dataclass(frozen=True)
class Place:
    """Where a stage is deployed."""

    stage: str = "dev"
    kind: str = "dev"
    region: str = "eu-west-1"
    account: str = "111122223333"


@cache
def deployed(folder: str, place: Place) -> dict[str, Any]:
    """Return the resources, outputs and parameters of a folder's stack; those whose condition is false are left out."""
    template = stack(folder, stage=place.stage, kind=place.kind)
    return _Evaluation(folder, place, template).result()


@cache
def conditions(folder: str, place: Place) -> dict[str, bool]:
    """Return for each condition of a folder's stack whether it holds."""
    template = stack(folder, stage=place.stage, kind=place.kind)
    evaluation = _Evaluation(folder, place, template)
    return {name: evaluation.holds(given) for name, given in template.get("Conditions", {}).items()}


@dataclass
class _Evaluation:
    folder: str
    place: Place
    template: dict[str, Any]

    def result(self) -> dict[str, Any]:
        return {
            part: {
                name: self.value(given) for name, given in self.template.get(part, {}).items() if self._exists(given)
            }
            for part in ("Resources", "Outputs")
        }

    def value(self, given: Any) -> Any:
        if isinstance(given, list):
            return [found for entry in given if (found := self.value(entry)) is not NOTHING]
        if not isinstance(given, dict):
            return given
        [name] = given if len(given) == 1 else [""]
        if name in self._functions:
            return self._functions[name](given[name])
        return {key: found for key, entry in given.items() if (found := self.value(entry)) is not NOTHING}

    def holds(self, condition: Any) -> bool:
        [(name, given)] = condition.items()
        match name:
            case "Fn::Equals":
                return bool(self.value(given[0]) == self.value(given[1]))
            case "Fn::Not":
                return not self.holds(given[0])
            case "Fn::And":
                return all(self.holds(one) for one in given)
            case "Fn::Or":
                return any(self.holds(one) for one in given)
        return self.holds(self.template["Conditions"][given])

    @cached_property
    def stack_name(self) -> str:
        return "-".join(["unicorn", self.place.stage, *self.folder.split("_")[1:]])

    @cached_property
    def _known(self) -> dict[str, Any]:
        place = self.place
        defaults = {name: given.get("Default", f"({name})") for name, given in self.template["Parameters"].items()}
        return defaults | {
            "Stage": place.stage,
            "StageKind": place.kind,
            "AWS::Region": place.region,
            "AWS::AccountId": place.account,
            "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::StackName": self.stack_name,
            "AWS::StackId": f"arn:aws:cloudformation:{place.region}:{place.account}:stack/{self.stack_name}/id",
            "AWS::NoValue": NOTHING,
        }

    @cached_property
    def _functions(self) -> dict[str, Callable[[Any], Any]]:
        return {
            "Ref": self._ref,
            "Fn::GetAtt": self._attribute,
            "Fn::Sub": self._sub,
            "Fn::If": lambda given: self.value(given[1 if self.holds({"Condition": given[0]}) else 2]),
            "Fn::Join": lambda given: given[0].join(self.value(given[1])),
            "Fn::Select": lambda given: self._select(int(given[0]), self.value(given[1])),
            "Fn::Split": lambda given: self.value(given[1]).split(given[0]),
            "Fn::FindInMap": self._find,
        }

    def _exists(self, given: dict[str, Any]) -> bool:
        return "Condition" not in given or self.holds({"Condition": given["Condition"]})

    def _ref(self, name: str) -> Any:
        return self._known.get(name, f"<{self.stack_name}/{name}>")

    def _attribute(self, given: Any) -> str:
        return f"<{self.stack_name}/{given if isinstance(given, str) else '.'.join(given)}>"

    def _sub(self, given: Any) -> str:
        text, values = given if isinstance(given, list) else (given, {})

        def filled(match: re.Match[str]) -> str:
            name = match[1]
            if name in values:
                return str(self.value(values[name]))
            return str(self._attribute(name) if "." in name else self._ref(name))

        return re.sub(r"\$\{([\w:.]+)\}", filled, text)

    def _select(self, index: int, values: list[Any]) -> Any:
        return values[index] if index < len(values) else f"({index} of {values})"

    def _find(self, given: list[Any]) -> Any:
        table, row, column = self.value(given)
        return self.template["Mappings"][table][row][column]
