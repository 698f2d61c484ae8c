"""The practice workspace: a small local Slack that the bot meets over real HTTP and WebSocket."""
