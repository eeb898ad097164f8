"""All that holds the published language together."""

from collections.abc import Callable, Iterator

from events.tools.finding import WRITE, Finding
from events.tools.route_checks import (
    every_event_is_heard,
    every_rule_hears_what_is_published,
    the_readme_tells_of_every_event,
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
    every_rule_hears_what_is_published,
    every_event_is_heard,
    the_readme_tells_of_every_event,
)


def findings() -> list[Finding]:
    """Return what is wrong with the language; whether all of it is written anew is asked once the rest is right."""
    return [found for check in CHECKS for found in check()] or list(what_is_written_is_fresh())


def what_is_written_is_fresh() -> Iterator[Finding]:
    for path, text in written():
        if not path.exists():
            yield Finding(path, "is missing", WRITE)
        elif path.read_text() != text:
            yield Finding(path, "is not what the models and the templates say", WRITE)
