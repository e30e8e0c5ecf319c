"""Every model of a folder through every door: what opens, what survives, what equals what Archi wrote itself."""
