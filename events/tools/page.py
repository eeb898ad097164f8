"""The AsyncAPI document → docs/events/index.html, a page that loads nothing from elsewhere.

It has no script and no inline style, so the strictest content security policy allows it.
"""

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from events.tools.asyncapi import DOCUMENT

PAGE = DOCUMENT.with_name("index.html")
DOES = {
    "reads": "consumes it",
    "notifies": "sends a line about it to those who subscribe",
    "watches": "shows it in the live feed",
    "sends": "sends it to agents' webhooks",
    "sendsLocally": "sends it to agents' webhooks on stage local",
    "alerts": "mails new homes to who saved a search",
    "alertsLocally": "mails new homes to who saved a search, on stage local",
    "restores": "restores lost state from its replay",
}
RULES = {
    "const": "always {}",
    "minLength": "at least {} long",
    "maxLength": "at most {} long",
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "minItems": "at least {} entries",
    "maxItems": "at most {} entries",
    "pattern": "matches `{}`",
}
Json = dict[str, Any]


def page(document: Json) -> str:
    """Return the page as it should be committed."""
    info, channels = document["info"], document["channels"]
    links = "".join(f'<li><a href="#{escape(name)}">{escape(name)}</a></li>' for name in channels)
    sections = "".join(_channel(name, channel, document) for name, channel in channels.items())
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(info['title'])}</title>\n"
        '<link rel="stylesheet" href="style.css">\n</head>\n<body>\n'
        f"<header>\n<h1>{escape(info['title'])}</h1>\n<p>{_prose(info['description'])}</p>\n"
        f'<nav aria-label="Events"><ul>{links}</ul></nav>\n</header>\n<main>\n{sections}</main>\n'
        f"<footer><p>Version {escape(info['version'])}, generated from the models and the templates. "
        'For machines: <a href="asyncapi.json">asyncapi.json</a> (AsyncAPI 3).</p></footer>\n'
        "</body>\n</html>\n"
    )


def _channel(name: str, channel: Json, document: Json) -> str:
    versions = "".join(_version(f"#/channels/{name}/messages/{key}", document) for key in channel["messages"])
    return (
        f'<section id="{escape(name)}" aria-labelledby="{escape(name)}-title">\n'
        f'<h2 id="{escape(name)}-title">{escape(name)}</h2>\n<p class="says">{escape(channel["summary"])}</p>\n'
        f"{versions}</section>\n"
    )


def _version(reference: str, document: Json) -> str:
    message = _found({"$ref": reference}, document)
    source = message["headers"]["properties"]["source"]["const"]
    operations = [o for o in document["operations"].values() if o["messages"] == [{"$ref": reference}]]
    paths = "".join(f"<li>{_path(operation)}</li>" for operation in operations)
    return (
        f"<h3>Version {reference.rpartition('/v')[2]}</h3>\n"
        f"<p>Source <code>{escape(source)}</code>, detail type <code>{escape(message['name'])}</code></p>\n"
        f'<ul class="ways">{paths}</ul>\n{_fields_table(message, document)}{_examples(message)}'
    )


def _path(operation: Json) -> str:
    who = f"<strong>{escape(operation['tags'][0]['name'])}</strong>"
    if operation["action"] == "send":
        names = " or ".join(f"<code>{escape(name)}</code>" for name in operation["x-published-by"])
        return f"{who} publishes it: {names}"
    steps = [operation[key] for key in ("x-rule", "x-queue", "x-reader") if key in operation]
    path = " → ".join(f"<code>{escape(step)}</code>" for step in steps)
    dead_letters = f"<code>{escape(operation['x-dead-letter-queue'])}</code>"
    return f"{who} {DOES[operation['x-does']]}: {path}; dead letters go to {dead_letters}"


def _fields_table(message: Json, document: Json) -> str:
    rows = "".join(
        f'<tr><th scope="row"><code>{escape(path)}</code></th><td>{escape(kind)}</td><td>{_prose(meaning)}</td></tr>\n'
        for path, kind, meaning in _fields("", _found(message["payload"], document), document)
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="Fields of {escape(message["name"])}">\n'
        "<table>\n<thead><tr>"
        '<th scope="col">Field</th><th scope="col">Type</th><th scope="col">Meaning and rules</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _fields(where: str, schema: Json, document: Json) -> Iterator[tuple[str, str, str]]:
    """Yield every field below a schema: its path, its type, its meaning with its rules."""
    for name, given in schema.get("properties", {}).items():
        path = f"{where}{name}"
        field = _found(given, document)
        may_lack = "" if name in schema.get("required", []) else "; may be missing"
        yield path, _kind(field, document) + may_lack, _meaning(field)
        inner = _found(field.get("items", field), document)
        yield from _fields(f"{path}{'[]' if 'items' in field else ''}.", inner, document)


def _kind(field: Json, document: Json) -> str:
    if "anyOf" in field:
        return " or ".join(dict.fromkeys(_kind(_found(part, document), document) for part in field["anyOf"]))
    if "items" in field:
        return f"list of {_kind(_found(field['items'], document), document)}"
    return str(field.get("format") or field.get("type", "any"))


def _meaning(field: Json) -> str:
    parts = [field["description"]] if "description" in field else []
    parts += [rule.format(field[key]) for key, rule in RULES.items() if key in field]
    if "enum" in field:
        parts.append("one of " + ", ".join(field["enum"]))
    if "examples" in field:
        parts.append("one of " + ", ".join(field["examples"]) + "; more may be added")
    return "; ".join(parts)


def _examples(message: Json) -> str:
    return "".join(
        f"<details><summary>Sample: {escape(example['name'])}</summary>\n"
        f'<pre tabindex="0"><code>{escape(json.dumps(example["payload"], indent=2, ensure_ascii=False))}</code></pre>\n'
        "</details>\n"
        for example in message["examples"]
    )


def _prose(text: str) -> str:
    """Return a text as HTML, with text between backquotes as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _found(part: Json, document: Json) -> Json:
    """Return a part with its reference resolved."""
    if "$ref" not in part:
        return part
    found: Any = document
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    rest = {key: value for key, value in part.items() if key != "$ref"}
    return _found(found, document) | rest
