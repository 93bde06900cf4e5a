"""Questions customers ask, the answers they got, and the call-backs that answer them later (R102–R122).

Not for complaints: whoever is not content has a room of their own. What a filled answer is made of (prices,
times, where the goods are) comes from the orders through the wiring, as this module knows nothing of them.
"""
