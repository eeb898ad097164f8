"""What modules import or open by a name that no import statement holds, and what they never import.

Tests import every module of every package and run every function from its own, so what is missing here fails there.
"""

from collections.abc import Mapping, Sequence

# Module → the modules that it imports by name, as patterns.
MODULES: Mapping[str, Sequence[str]] = {
    "pydantic": ("pydantic.functional_serializers", "pydantic.functional_validators", "pydantic.json_schema"),
    "slugify.slugify": ("text_unidecode",),
    "slugify._legacy": ("text_unidecode",),
    "PIL.Image": ("PIL.*",),  # a plug-in for each format
    "numpy._core": ("numpy._core._*",),  # its machine code imports them
}
# Module → the files of libraries that it opens beside those of its own folder, as patterns.
FILES: Mapping[str, Sequence[str]] = {
    "unicorn_kit.docs_page": ("aws_lambda_powertools/event_handler/openapi/swagger_ui/*.min.*",),
    "PIL._imaging": ("pillow.libs/*",),
    "numpy._core._multiarray_umath": ("numpy.libs/*",),
    "py3langid.langid": ("py3langid/data/*",),
}
# Module → what its functions import that nothing calls in a package, as the beginning of names.
NEVER: Mapping[str, Sequence[str]] = {
    "aws_lambda_powertools.shared.functions": ("aws_lambda_powertools.event_handler",),  # to log a pydantic model
    "pydantic.main": ("pydantic.deprecated",),  # methods of pydantic 1
    "unicorn_kit.description": ("unicorn_kit.openapi",),  # its document is written: see below
    "pydantic._internal._generate_schema": ("pydantic.v1",),  # to name a model of pydantic 1 in an error
}
# Modules of an API's table → the package that gets its OpenAPI document; to make it would load every model of the API.
DESCRIBED: Mapping[str, str] = {
    "contracts_service.api.routes": "contracts_service",
    "web_service.api.described": "web_service",
}
# Libraries that look for their sources when they run.
WITH_SOURCES = {"vaderSentiment"}
