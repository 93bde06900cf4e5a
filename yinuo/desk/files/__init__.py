"""What somebody asked the desk to make: the jobs of their own, and the files that came of them."""
