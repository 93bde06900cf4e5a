"""The pages of promises: the ledger, how many were kept and by whom, what became of those of one ticket."""
