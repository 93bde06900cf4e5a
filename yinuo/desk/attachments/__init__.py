"""Photos and signatures of tickets, shown to whoever may see the ticket."""
