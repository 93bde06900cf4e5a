"""The dispatcher's board: who drives where with what, what waits for a driver, and every move by a button."""
