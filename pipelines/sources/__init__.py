"""Where rows come from: `open_source` turns a file into clean rows; one file a source, written in `registry`."""
