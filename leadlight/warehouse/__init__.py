"""What it adds up to: the only home of DuckDB. Derived from the record and disposable."""
