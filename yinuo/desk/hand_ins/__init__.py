"""What drivers bring home at the day's end: who still has how much, counting it, and what was counted."""
