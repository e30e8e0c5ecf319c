"""What is wrong with a model, and what it is held against."""
