"""Everything deploys in one pass: what each resource of the five stacks waits for, with no circle in it."""

import re
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import groupby
from typing import Any

import pytest

from tests.infra.stacks import NESTED, SITE, pattern, shared_names
from tests.infra.stages import at_stage

ROOT = "."
Node = tuple[str, str]  # stack and logical id; a nested stack itself is a resource of the root
Graph = dict[Node, set[Node]]
CHILDREN = {name: folder for folder, name in NESTED.items()}


def graph(kind: str = "prod") -> Graph:
    """Return what each resource waits for: references, `DependsOn`, and the nested stack that it is a part of."""
    waits: Graph = {}
    for folder in (ROOT, *NESTED):
        found = at_stage(folder, kind)["Resources"]
        for name, resource in found.items():
            own = {(folder, other) for other in references(resource) if other in found}
            waits[folder, name] = own if folder == ROOT else own | {(ROOT, f"start of {NESTED[folder]}")}
    for child, folder in CHILDREN.items():  # it starts when its parameters are there, and ends with its last resource
        waits[ROOT, f"start of {child}"] = waits[ROOT, child]
        waits[ROOT, child] = {(folder, name) for name in at_stage(folder, kind)["Resources"]}
    return waits


def references(value: Any) -> Iterator[str]:
    """Yield each logical id that a value names in `Ref`, `Fn::GetAtt`, `Fn::Sub` or `DependsOn`."""
    if isinstance(value, list):
        for entry in value:
            yield from references(entry)
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from NAMED.get(key, references)(entry)


def _first(given: str | list[str]) -> list[str]:
    return (given if isinstance(given, list) else [given])[0].split(".")[:1]


def _in_text(given: str | list[Any]) -> Iterator[str]:
    text, values = given if isinstance(given, list) else (given, {})
    yield from (name for name in re.findall(r"\$\{(\w+)(?:\.\w+)?\}", text) if name not in values)
    yield from references(values)


NAMED: dict[str, Callable[[Any], Iterable[str]]] = {
    "Ref": _first,
    "Fn::GetAtt": _first,
    "Fn::Sub": _in_text,
    "DependsOn": lambda given: given if isinstance(given, list) else [given],
}


def steps(waits: Graph) -> Iterator[list[Node]]:
    """Yield what can be made at the same time, step by step. Raises CycleError."""
    order = TopologicalSorter(waits)
    order.prepare()
    while order.is_active():
        ready = list(order.get_ready())
        yield ready
        order.done(*ready)


def before(waits: Graph, node: Node) -> set[Node]:
    """Return everything that is made before a resource."""
    found: set[Node] = set()
    ahead = [node]
    while ahead:
        new = waits[ahead.pop()] - found
        found |= new
        ahead.extend(new)
    return found


@pytest.mark.parametrize("kind", ["dev", "prod"])
def test_everything_deploys_in_one_pass(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    waits = graph(kind)
    made = list(steps(waits))
    assert sum(map(len, made)) == len(waits)
    with capsys.disabled():
        size = f"{len(waits) - len(CHILDREN)} resources, {sum(map(len, waits.values()))} references"
        print(f"\n{kind}: {size}, made in {len(made)} steps; no circle")
        for stacks, group in groupby(enumerate(made, 1), lambda step: stacks_of(step[1])):
            numbers, parts = zip(*group, strict=True)
            nodes = [node for part in parts for node in part]
            shown = [name for folder, name in nodes if folder == SITE or name in CHILDREN]
            print(f"  {numbers[0]:2}-{numbers[-1]:<2}  {stacks} {len(nodes)}  {', '.join(shown)}".rstrip())


def stacks_of(step: list[Node]) -> str:
    return ", ".join(sorted({NESTED.get(folder, "root") for folder, _ in step}))


def test_the_site_waits_for_both_apis_and_neither_for_the_site() -> None:
    waits = graph()
    first = before(waits, (SITE, "SiteDistribution"))
    assert {("unicorn_web", "WebApi"), ("unicorn_contracts", "ContractsApi")} <= first
    assert (SITE, "SiteDistribution") in before(waits, (SITE, "SiteUserPoolClient"))
    for folder in ("unicorn_web", "unicorn_contracts", "unicorn_properties"):
        for name in at_stage(folder, "prod")["Resources"]:
            assert not [node for node in before(waits, (folder, name)) if node[0] == SITE]


@pytest.mark.parametrize("kind", ["dev", "prod"])
def test_a_name_in_parameter_store_is_there_before_it_is_read(kind: str) -> None:
    """CloudFormation waits for what is referred to, but not for what a dynamic reference reads."""
    waits = graph(kind)
    root = at_stage(ROOT, kind)["Resources"]
    names = {
        pattern(found["Properties"]["Name"]): (ROOT, name)
        for name, found in root.items()
        if found["Type"] == "AWS::SSM::Parameter"
    }
    for folder in NESTED:
        for name, resource in at_stage(folder, kind)["Resources"].items():
            read = {names[text.replace("/prod/", "/${Stage}/")] for text in shared_names(resource)}
            assert read <= before(waits, (folder, name)), (folder, name)


def test_a_circle_is_found_and_named() -> None:
    waits = graph()
    waits["unicorn_web", "WebSearchApi"].add((SITE, "SiteDistribution"))
    with pytest.raises(CycleError) as error:
        list(steps(waits))
    assert {(SITE, "SiteDistribution"), ("unicorn_web", "WebSearchApi")} <= set(error.value.args[1])
