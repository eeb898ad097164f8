"""Stands in for Comprehend's DetectDominantLanguage: `{Text}` → the languages that a text is most likely in.

py3langid compares the text with its model of more than a hundred languages; docs/adr/0060 says why it was chosen.
"""

import json
import re
from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

TEXT_BYTES = 100_000  # as Comprehend has it
SHOWN = 3  # of the languages, the likeliest
# Those that Comprehend recognises: https://docs.aws.amazon.com/comprehend/latest/dg/how-languages.html. The model's
# others are close to one of these, and would be found in its place.
_CODES = """
    af am ar as az ba be bg bn bs ca ceb cs cv cy da de el en eo es et eu fa fi fr gd ga gl gu ht he ha hi hr hu hy ilo
    id is it jv ja kn ka kk km ky ko ku la lv lt lb ml mt mr mk mg mn ms my ne new nl no or om pa pl pt ps qu ro ru sa
    si sk sl sd so es sq sr su sw sv ta tt te tg tl th tk tr ug uk ur uz vi yi yo zh
    """
LANGUAGES = frozenset(_CODES.split())


class TextSizeLimitExceeded(Exception):
    """Raised for a text that Comprehend rejects."""


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    found = languages(event["Text"])
    print(json.dumps({"message": "language", "found": found[0]}))
    return {"Languages": found}


def languages(text: str) -> list[dict[str, Any]]:
    """Return the likeliest languages as Comprehend does, each with a score from 0 to 1; the best comes first."""
    if not 1 <= len(text.encode()) <= TEXT_BYTES:
        raise TextSizeLimitExceeded(f"1 to {TEXT_BYTES} bytes, not {len(text.encode())}")
    words = re.sub(r"[^\w\s'\u2019]+", " ", text.lower())  # the model also takes capitals and signs for features
    ranked = _identifier().rank(f" {words} ")[:SHOWN]
    return [{"LanguageCode": code, "Score": round(float(score), 4)} for code, score in ranked]


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if code in LANGUAGES])
    return identifier
