"""A user's own tables of firms (Excel, CSV, Parquet) as the records of a snapshot."""
