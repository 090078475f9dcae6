"""What schemathesis is told beside its settings."""

from urllib.parse import urlencode

import schemathesis


@schemathesis.hook
def filter_query(context, query):
    """A longer address is refused by Node itself (431), before anything of ours could say so in words."""
    return len(urlencode(query or {}, doseq=True, errors="replace")) < 6_000
