"""The entries of the schema registry match the models."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator, ValidationError

from events.tools.mutations import Copy
from events.tools.registry import content
from events.tools.samples import Sample, samples
from events.tools.schemas import CONTEXTS, EventModel, published_models, source
from tests.templates import template

MODELS = {(source(model), model.__name__): model for model in published_models()}


def entries() -> dict[str, dict[str, Any]]:
    """Return the registry's schemas of all contexts by name."""
    found = {}
    for context in CONTEXTS:
        for resource in template(f"unicorn_{context}")["Resources"].values():
            if resource["Type"] == "AWS::EventSchemas::Schema":
                assert resource["Condition"] == "IsCloud"  # the local engine has no registry
                found[resource["Properties"]["SchemaName"]] = resource["Properties"]
    return found


@pytest.mark.parametrize("model", MODELS.values(), ids=lambda model: model.__name__)
def test_an_entry_is_the_models_schema_in_draft_4(model: EventModel) -> None:
    entry = entries()[f"{source(model)}@{model.__name__}"]
    assert entry["Type"] == "JSONSchemaDraft4"
    found = yaml.safe_load(entry["Content"])
    assert found == content(model)
    Draft4Validator.check_schema(found)
    assert len(entry["Content"]) < 50_000  # limits: a template 1 MB, a schema in the registry about 100 kB


def test_there_is_one_entry_for_each_event() -> None:
    assert set(entries()) == {f"{who}@{name}" for who, name in MODELS}


@pytest.mark.parametrize("context", CONTEXTS)
def test_each_context_has_a_registry_of_its_own(context: str) -> None:
    registries = [
        resource["Properties"]["RegistryName"]
        for resource in template(f"unicorn_{context}")["Resources"].values()
        if resource["Type"] == "AWS::EventSchemas::Registry" and resource["Condition"] == "IsCloud"
    ]
    assert registries == [{"Fn::Sub": f"unicorn-${{Stage}}-{context}"}]


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.path.stem)
def test_a_whole_envelope_obeys_its_entry_and_one_with_a_fault_does_not(sample: Sample) -> None:
    validator = Draft4Validator(content(MODELS[sample.source, sample.detail_type]))
    envelope = sample.envelope
    validator.validate(envelope)
    faults: list[dict[str, Any]] = [
        {"source": "unicorn.other"},
        {"detail": {}},
        {"detail": envelope["detail"] | {"property_id": 5}},
    ]
    for fault in faults:
        with pytest.raises(ValidationError):
            validator.validate(envelope | fault)


def test_text_after_the_entries_in_a_template_is_kept(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    template = "unicorn_web/template.yaml"
    more = "  WebLater:\n    Type: AWS::SNS::Topic\n\nOutputs:"
    copy.change(template, lambda text: text.replace("Outputs:", more, 1))
    copy.change("unicorn_web/src/web_service/events.py", lambda text: text.replace("best first", "the best first"))
    copy.run("write").check_returncode()
    text = (tmp_path / template).read_text()
    assert more in text
    assert "the best first" in text
