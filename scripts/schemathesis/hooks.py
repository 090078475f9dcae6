"""What schemathesis is told beside its settings."""

import unicodedata
from urllib.parse import urlencode

import schemathesis

# Of text as people type it (packages/core/src/shared/text.ts).
LIMITS = (20, 50, 100, 200, 255, 500, 5_000)


@schemathesis.hook
def filter_query(context, query):
    """A longer address is refused by Node itself (431), before anything of ours could say so in words."""
    return len(urlencode(query or {}, doseq=True, errors="replace")) < 6_000 and not is_shorter_than_it_looks(query)


@schemathesis.hook
def filter_body(context, body):
    """No schema can count characters as people do."""
    return not is_shorter_than_it_looks(body)


def is_shorter_than_it_looks(value):
    """Whether there is text that has too many code points and, as people count, not too many characters."""
    if isinstance(value, dict):
        return any(is_shorter_than_it_looks(member) for member in value.values())
    if isinstance(value, list):
        return any(is_shorter_than_it_looks(member) for member in value)
    if not isinstance(value, str):
        return False
    seen = sum(unicodedata.category(each)[0] not in "CM" for each in unicodedata.normalize("NFC", value).strip())
    return any(seen <= limit < len(value) for limit in LIMITS)
