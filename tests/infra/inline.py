"""The definitions of the state machines, and transformed templates that contain them, as linters read them."""

import json
import re
from copy import deepcopy
from typing import Any

from tests.templates import PROJECT, template


def definition_text(folder: str, name: str, given: dict[str, Any]) -> str:
    """Return the JSON text of a state machine's definition with its placeholders; `given` are its properties."""
    if "DefinitionString" in given:  # SAM joins the lines of a definition that stands in the template
        lines: list[str] = given["DefinitionString"]["Fn::Join"][1]
        return "\n".join(lines)
    file: str = template(folder)["Resources"][name]["Properties"]["DefinitionUri"]
    return (PROJECT / folder / file).read_text()


def with_definitions(folder: str, transformed: dict[str, Any]) -> dict[str, Any]:
    """Return a folder's transformed template with each definition as an object, in place of its text or address.

    The placeholders stay, beside their `DefinitionSubstitutions`. Where one is the whole expression, a number stands
    for it: cfn-lint does not know that `MaxConcurrency` may be an expression.
    """
    found = deepcopy(transformed)
    for name, resource in found["Resources"].items():
        if resource["Type"] == "AWS::StepFunctions::StateMachine":
            given = resource["Properties"]
            text = re.sub(r'"\{% \$\{(\w+)\} %\}"', "1", definition_text(folder, name, given))
            for source in ("DefinitionString", "DefinitionS3Location"):
                given.pop(source, None)
            given["Definition"] = json.loads(text)
            used = set(re.findall(r"\$\{(\w+)\}", text))
            given["DefinitionSubstitutions"] = {n: v for n, v in given["DefinitionSubstitutions"].items() if n in used}
    return found
