"""The control API: what a person does at the page, or a script in a test, in one shape for both."""
