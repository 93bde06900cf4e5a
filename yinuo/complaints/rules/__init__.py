"""What is true of complaints whatever the database, the clock and the door."""
