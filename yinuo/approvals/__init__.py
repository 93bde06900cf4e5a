"""Who must agree before something may be done: asked, approved, refused, with a reason.

Not for what follows from the answer: the wiring tells the module that asked.
"""
