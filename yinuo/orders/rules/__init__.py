"""The business of a freight order in its plainest form: no database, no clock, no request.

`stages` which moves are legal · `reading` what was typed, as values or faults · `understanding` what a whole
text says · `setting` where and when texts are read · `screening` may it be carried · `places` is it in our
ground · `nicknames` what places were learnt to be called · `quoting` what it costs, to the fen · `transit`
when it arrives · `discounts` who may grant how much · `receiving` who gets the slip · `wording` how values
look when spoken or sent.
"""
