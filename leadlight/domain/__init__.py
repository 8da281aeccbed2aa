"""What is true about leads, whoever stores or shows them. No I/O, no clock of its own."""
