"""Reads shaped for a page: `loading` one case · `facts` what notices and conditions may say of it."""
