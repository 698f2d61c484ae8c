"""What Slack sends us: commands, buttons, views and events."""
