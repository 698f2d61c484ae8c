"""One line of typing, read into the draft of a gap or an action."""

from reviews.action_line import ActionDraft, read_action
from reviews.gap_line import GapDraft, Tag, read_gap

__all__ = ["ActionDraft", "GapDraft", "Tag", "read_action", "read_gap"]
