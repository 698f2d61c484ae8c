"""How a customer fares, read from facts: signals, the score they make, and when somebody is told."""
