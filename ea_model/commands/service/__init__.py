"""What runs for a while, and whether it can."""
