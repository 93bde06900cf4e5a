"""What waits for one's agreement."""
