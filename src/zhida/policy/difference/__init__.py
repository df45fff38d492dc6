"""What changed between two versions of a policy, cell by cell, and whether it means something else."""
