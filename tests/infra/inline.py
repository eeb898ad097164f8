"""Transformed templates with the workflow's definition inside, as linters read it."""

import json
import re
from copy import deepcopy
from typing import Any

from tests.templates import PROJECT, template


def with_definitions(folder: str, transformed: dict[str, Any]) -> dict[str, Any]:
    """Return a folder's transformed template with the definition in place of the address of its uploaded file.

    The placeholders stay, beside their `DefinitionSubstitutions`. Where one is the whole expression, a number stands
    for it: cfn-lint does not know that `MaxConcurrency` may be an expression.
    """
    found = deepcopy(transformed)
    for name, resource in found["Resources"].items():
        if resource["Type"] == "AWS::StepFunctions::StateMachine":
            _write_inside(resource["Properties"], folder, template(folder)["Resources"][name]["Properties"])
    return found


def _write_inside(given: dict[str, Any], folder: str, source: dict[str, Any]) -> None:
    """Put the definition in place of its file, or of the text that SAM has made of it."""
    if "Definition" in source:
        del given["DefinitionString"], given["DefinitionSubstitutions"]
        given["Definition"] = source["Definition"]
        return
    text = (PROJECT / folder / source["DefinitionUri"]).read_text()
    del given["DefinitionS3Location"]
    given["Definition"] = json.loads(re.sub(r'"\{% \$\{(\w+)\} %\}"', "1", text))
    used = set(re.findall(r"\$\{(\w+)\}", json.dumps(given["Definition"])))
    given["DefinitionSubstitutions"] = {n: v for n, v in given["DefinitionSubstitutions"].items() if n in used}
