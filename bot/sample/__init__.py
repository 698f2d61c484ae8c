"""A sample world for the practice workspace: two years of six customers, told by facts."""
