"""What falls inside a contract, who does it, and what crosses its boundary."""
