"""Files of facts: how they are written, what their columns mean, and what each line says. Pure."""
