"""Looking something up."""
