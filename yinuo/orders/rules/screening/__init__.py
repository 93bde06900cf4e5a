"""May the goods be carried? Three answers: accept, review (ask first), reject (R048–R050).

`names` makes one form of what was typed · `listing` the table, ready for looking up, its words `entry` ·
`sounding` words written as they sound, or in other characters of their shape · `spans` the places of words in
a name · `passing` what only contains a word: the last noun, a denial, the border of two words · `finding`
both together · `verdicts` the answer.
"""

from yinuo.orders.rules.screening.finding import find, screen
from yinuo.orders.rules.screening.verdicts import (
    NO,
    YES,
    Found,
    Hit,
    Passed,
    Question,
    Screening,
    Verdict,
    judged,
    key_of,
)

__all__ = [
    "NO",
    "YES",
    "Found",
    "Hit",
    "Passed",
    "Question",
    "Screening",
    "Verdict",
    "find",
    "judged",
    "key_of",
    "screen",
]
