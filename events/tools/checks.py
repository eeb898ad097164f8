"""All checks of schemas, samples, rules and generated files."""

from collections.abc import Callable, Iterator

from events.tools.example_checks import examples_obey
from events.tools.finding import WRITE, Finding
from events.tools.route_checks import (
    every_event_is_consumed,
    every_rule_matches_published_events,
    the_readme_lists_every_event,
)
from events.tools.sample_checks import every_version_has_a_sample, samples_obey_and_are_read
from events.tools.schema_checks import every_schema_has_its_model, nothing_breaks_a_consumer, schemas_are_sound
from events.tools.written import written

CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    schemas_are_sound,
    every_schema_has_its_model,
    nothing_breaks_a_consumer,
    samples_obey_and_are_read,
    every_version_has_a_sample,
    examples_obey,
    every_rule_matches_published_events,
    every_event_is_consumed,
    the_readme_lists_every_event,
)


def findings() -> list[Finding]:
    """Return all findings. Whether the generated files are current is checked only if there are no others."""
    return [found for check in CHECKS for found in check()] or list(generated_files_are_current())


def generated_files_are_current() -> Iterator[Finding]:
    for path, text in written():
        if not path.exists():
            yield Finding(path, "is missing", WRITE)
        elif path.read_text() != text:
            yield Finding(path, "does not match the models and the templates", WRITE)
