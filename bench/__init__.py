"""Benchmarks: what the bot costs beside a bare Bolt app that does nothing."""
