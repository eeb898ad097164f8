"""The stacks as deployed on a kind of stage: conditions evaluated, resources whose condition is false left out.

References stay as they are written; deployed.py evaluates those as well.
"""

from functools import cache
from typing import Any

from tests.infra.deployed import Place, conditions
from tests.infra.stacks import STAGE, stack

NOTHING = {"Ref": "AWS::NoValue"}
KINDS = ("local", "dev", "prod")


@cache
def at_stage(folder: str, kind: str, stage: str = STAGE) -> dict[str, Any]:
    """Return a folder's transformed template with the conditions of that kind applied, other parameters by default."""
    template = stack(folder, stage=stage, kind=kind)
    holds = conditions(folder, Place(stage=stage, kind=kind))
    parts = {name: _resolved(template.get(name, {}), holds) for name in ("Resources", "Outputs")}
    return {
        name: {key: given for key, given in part.items() if holds.get(given.get("Condition"), True)}
        for name, part in parts.items()
    }


def _resolved(value: Any, holds: dict[str, bool]) -> Any:
    if isinstance(value, list):
        return [found for entry in value if (found := _resolved(entry, holds)) != NOTHING]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Fn::If"}:
        name, then, otherwise = value["Fn::If"]
        return _resolved(then if holds[name] else otherwise, holds)
    return {key: found for key, entry in value.items() if (found := _resolved(entry, holds)) != NOTHING}
