"""The company's manual as versioned data: load, validate, compare, publish, read.

Holds what to ask, what to say, by when to act, who must agree and whom to tell, and the reference tables
(tariff, zones, goods). It opens no promise, sends no notice and knows no order: higher modules read it and
act.
"""
