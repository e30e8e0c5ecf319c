"""Writing a model as something else."""
