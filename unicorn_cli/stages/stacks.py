"""The names of the stacks of a stage."""

APPLICATION = "unicorn-properties"  # the tag `application` of every stack
CONTEXTS = ("contracts", "properties", "web")


def root_stack(stage: str) -> str:
    return f"unicorn-{stage}"


def context_stack(stage: str, context: str) -> str:
    return f"unicorn-{stage}-{context}"


def stack_names(stage: str) -> list[str]:
    """Return every stack that a stage may have; a context has no stack of this name if the root stack nests it."""
    return [root_stack(stage), *(context_stack(stage, context) for context in CONTEXTS)]
