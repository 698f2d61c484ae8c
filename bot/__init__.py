"""The top floor: builds everything and starts it."""
