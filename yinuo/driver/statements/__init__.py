"""What a driver is asked to say about a complaint; nothing else of the case."""
