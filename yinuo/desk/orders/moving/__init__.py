"""What is done with an order after it was taken: one dialog for each verb, one call into the domain each."""
