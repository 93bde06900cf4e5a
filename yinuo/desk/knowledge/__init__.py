"""What the company announces: read by everybody, written by managers."""
