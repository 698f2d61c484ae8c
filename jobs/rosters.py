"""Stand-in until imports settle."""
from storage.rosters import load as load_roster  # noqa: F401
