"""The Web API of the practice workspace: Slack's methods by name, with Slack's answers and refusals."""
