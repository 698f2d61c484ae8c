"""What the clock starts: delivery and the sweeps."""
