"""What the company tells: announcements with source and date, and answers that were found out once."""
