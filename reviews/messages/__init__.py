"""Values turned into what Slack shows: plain dicts from small pure functions."""
