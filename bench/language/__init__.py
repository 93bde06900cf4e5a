"""How well the language of orders is understood: texts, goods and places against hand-written labels.

`python -m bench --language` prints it; `sets/README.md` says how the labels were made.
"""
