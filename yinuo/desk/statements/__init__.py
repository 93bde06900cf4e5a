"""What colleagues are asked to say about complaints that concern them; they see nothing else of the case."""
