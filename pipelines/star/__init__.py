"""One builder a warehouse table: the record's rows, with everything the warehouse derives from them."""
