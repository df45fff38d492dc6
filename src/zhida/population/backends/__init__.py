"""What computes the SQL of a run: DuckDB in this process, or Spark on one machine or many."""
