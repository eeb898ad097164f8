"""The ways of the events: what is listened to is published and can be read, and what is published is heard of."""

from collections.abc import Iterator

from events.tools.finding import Finding
from events.tools.routes import subscriptions, template_path
from events.tools.samples import reader
from events.tools.schemas import PROJECT, event_name, published_models, schema_path, source, version

README = PROJECT / "events" / "README.md"


def every_rule_hears_what_is_published() -> Iterator[Finding]:
    published = {(source(model), model.__name__) for model in published_models()}
    for subscription in subscriptions():
        template = template_path(subscription.context)
        for heard in subscription.detail_types:
            what = f"{subscription.rule} listens to {heard} of {subscription.source}"
            if (subscription.source, heard) not in published:
                known = ", ".join(sorted(f"{name} of {who}" for who, name in published))
                yield Finding(template, f"{what}, which nobody publishes", f"listen to one of {known}")
            elif reader(subscription.context, heard) is None:
                mend = f"add a model {heard} to the context's inbound.py"
                yield Finding(template, f"{what}, but the context has no model to read it with", mend)


def every_event_is_heard() -> Iterator[Finding]:
    """A new version may wait for its first consumer; an event may not."""
    heard = {(s.source, event_name(name)) for s in subscriptions() for name in s.detail_types if s.does == "reads"}
    for model in published_models():
        if (source(model), event_name(model.__name__)) not in heard:
            yield Finding(schema_path(model), "reaches no consumer", "let a rule listen to it, or do not publish it")


def the_readme_tells_of_every_event() -> Iterator[Finding]:
    rows = [line for line in README.read_text().splitlines() if line.startswith("| `")]
    for model in published_models():
        opening = f"| `{model.__name__}` | `{source(model)}`"
        if not any(row.startswith(opening) and f"| {version(model)} |" in row for row in rows):
            mend = f"add a row that begins with {opening}, and name its version"
            yield Finding(README, f"does not tell of {model.__name__}, version {version(model)}", mend)
