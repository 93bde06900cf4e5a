"""Measures and forms of text: SMS length, folding and terms for search, salutations, masks.

For what is true of any text in any module. Not for words of the business and not for storing or searching:
which engine finds a term is `core.db`.
"""
