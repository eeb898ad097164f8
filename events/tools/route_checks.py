"""Checks of rules and events: every rule matches a published event with a model, every event has a consumer."""

from collections.abc import Iterator

from events.tools.finding import Finding
from events.tools.routes import subscriptions, template_path
from events.tools.samples import reader
from events.tools.schemas import PROJECT, event_name, published_models, schema_path, source, version

CONSUMES = ("reads", "notifies")
README = PROJECT / "events" / "README.md"


def every_rule_matches_published_events() -> Iterator[Finding]:
    published = {(source(model), model.__name__) for model in published_models()}
    for subscription in subscriptions():
        template = template_path(subscription.context)
        for name in subscription.detail_types:
            match = f"{subscription.rule} matches {name} of {subscription.source}"
            if (subscription.source, name) not in published:
                known = ", ".join(sorted(f"{event} of {source_}" for source_, event in published))
                yield Finding(template, f"{match}, which is not published", f"match one of {known}")
            elif subscription.does != "notifies" and reader(subscription.context, name) is None:
                fix = f"add a model {name} to the context's inbound"
                yield Finding(template, f"{match}, but the context has no model to read it", fix)


def every_event_is_consumed() -> Iterator[Finding]:
    """At least one version of each event must have a consumer; a new version need not have one yet."""
    consumed = {(s.source, event_name(name)) for s in subscriptions() for name in s.detail_types if s.does in CONSUMES}
    for model in published_models():
        if (source(model), event_name(model.__name__)) not in consumed:
            yield Finding(schema_path(model), "has no consumer", "add a rule that matches it, or do not publish it")


def the_readme_lists_every_event() -> Iterator[Finding]:
    rows = [line for line in README.read_text().splitlines() if line.startswith("| `")]
    for model in published_models():
        opening = f"| `{model.__name__}` | `{source(model)}`"
        if not any(row.startswith(opening) and f"| {version(model)} |" in row for row in rows):
            fix = f"add a row that begins with {opening}, and name its version"
            yield Finding(README, f"does not list {model.__name__}, version {version(model)}", fix)
