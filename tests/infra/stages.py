"""The stacks as deployed on a kind of stage: conditions evaluated, resources whose condition is false left out."""

from functools import cache
from typing import Any

from tests.infra.stacks import STAGE, stack

NOTHING = {"Ref": "AWS::NoValue"}
KINDS = ("local", "dev", "prod")


@cache
def at_stage(folder: str, kind: str, stage: str = STAGE) -> dict[str, Any]:
    """Return a folder's transformed template with the conditions of that kind applied, other parameters by default."""
    template = stack(folder, stage=stage, kind=kind)
    conditions = template.get("Conditions", {})
    values = {name: given.get("Default") for name, given in template["Parameters"].items()} | {"StageKind": kind}
    holds = {name: _decide(given, conditions, values) for name, given in conditions.items()}
    parts = {name: _resolved(template.get(name, {}), holds) for name in ("Resources", "Outputs")}
    return {
        name: {key: given for key, given in part.items() if holds.get(given.get("Condition"), True)}
        for name, part in parts.items()
    }


def _decide(given: dict[str, Any], conditions: dict[str, Any], values: dict[str, Any]) -> bool:
    [(intrinsic, argument)] = given.items()
    match intrinsic:
        case "Fn::Equals":
            left, right = (values.get(side["Ref"]) if isinstance(side, dict) else side for side in argument)
            return bool(left == right)
        case "Fn::Not":
            return not _decide(argument[0], conditions, values)
        case "Fn::And":
            return all(_decide(one, conditions, values) for one in argument)
        case "Fn::Or":
            return any(_decide(one, conditions, values) for one in argument)
    return _decide(conditions[argument], conditions, values)


def _resolved(value: Any, holds: dict[str, bool]) -> Any:
    if isinstance(value, list):
        return [found for entry in value if (found := _resolved(entry, holds)) != NOTHING]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Fn::If"}:
        name, then, otherwise = value["Fn::If"]
        return _resolved(then if holds[name] else otherwise, holds)
    return {key: found for key, entry in value.items() if (found := _resolved(entry, holds)) != NOTHING}
