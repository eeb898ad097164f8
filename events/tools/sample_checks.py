"""Checks of samples: every version has one, each obeys its schema, and every consumer can read it."""

import json
from collections.abc import Iterator
from inspect import getfile
from pathlib import Path

from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from events.tools.finding import Finding
from events.tools.routes import subscriptions
from events.tools.samples import SAMPLES, Misnamed, Sample, reader, sample_paths
from events.tools.schema_checks import fault_of
from events.tools.schemas import PROJECT, published_models, schema_path, source


def samples_obey_and_are_read() -> Iterator[Finding]:
    for path in sample_paths():
        try:
            sample = Sample.at(path)
            yield from _faults_of(sample, sample.envelope)
        except (Misnamed, json.JSONDecodeError) as error:
            yield Finding(path, str(error), "see events/README.md")


def every_version_has_a_sample() -> Iterator[Finding]:
    for model in published_models():
        path = schema_path(model)
        if not list((SAMPLES / source(model)).glob(f"{path.stem}.*.json")):
            yield Finding(path, "has no sample", f"add one to events/samples/{source(model)}")


def _faults_of(sample: Sample, envelope: object) -> Iterator[Finding]:
    if not sample.schema.exists():
        problem = f"has no schema {sample.schema.relative_to(PROJECT)}"
        yield Finding(sample.path, problem, "remove it, or publish its event")
    elif not isinstance(envelope, dict) or not isinstance(envelope.get("detail"), dict):
        yield Finding(sample.path, "is not an envelope", "copy another sample and change it")
    elif (envelope.get("source"), envelope.get("detail-type")) != (sample.source, sample.detail_type):
        yield Finding(sample.path, "has another source or detail type than its file name", "make them the same")
    elif fault_of(sample.schema) is None:
        yield from _violations(sample)
        yield from _unread(sample)


def _violations(sample: Sample) -> Iterator[Finding]:
    schema = json.loads(sample.schema.read_text())
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for error in validator.iter_errors(sample.envelope["detail"]):
        yield Finding(sample.path, f"does not obey its schema: {error.json_path} {error.message}", "fix the sample")


def _unread(sample: Sample) -> Iterator[Finding]:
    detail = sample.envelope["detail"]
    for model in _consumers(sample):
        try:
            model.model_validate(detail)
            model.model_validate(detail | {"a_field_of_tomorrow": True})
        except ValidationError as error:
            problem = f"{model.__name__} cannot read {_name(sample.path)}: {' '.join(str(error).split())}"
            yield Finding(Path(getfile(model)), problem, "make the consumer's model accept the sample")


def _consumers(sample: Sample) -> Iterator[type[BaseModel]]:
    for context in sorted({s.context for s in subscriptions() if sample.detail_type in s.detail_types}):
        if model := reader(context, sample.detail_type):
            yield model


def _name(path: Path) -> Path:
    return path.relative_to(PROJECT)
