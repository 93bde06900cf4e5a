"""Reading what a dissatisfied, curious or pleased person wrote: text in, proposals out, offline (R123–R151).

`lexicon` knows the words, `finding` finds them · `turning` tells what is said from what is denied, asked,
supposed or somebody else's · `weighing` weighs words, senses and characters with weights learned from
labelled texts · `judging` decides kind and type, `gravity` severity and escalation, `manner` who complains
and how. Every proposal carries the words that led to it; an agent decides.
"""

from typing import Final

from yinuo.complaints.rules.reading.finding import find
from yinuo.complaints.rules.reading.gravity import escalation_of, severity_of
from yinuo.complaints.rules.reading.judging import kind_of, type_of
from yinuo.complaints.rules.reading.manner import manner_of
from yinuo.complaints.rules.reading.proposed import Reading, Reason
from yinuo.complaints.rules.reading.weighing import features_of

__all__ = ["LONGEST", "Reading", "Reason", "read"]

LONGEST: Final = 20_000
"""Characters that are read: five times what an account may have."""


def read(text: str) -> Reading:
    """What `text` asks to be treated as, by its first `LONGEST` characters; never raises.

    Nothing to go by (an empty text) is an inquiry of severity 1 without reasons.
    """
    found = find(text[:LONGEST])
    features = features_of(found)
    kind, is_praise, why = kind_of(found, features)
    escalation, threats = escalation_of(found) if kind == "complaint" else ("none", ())
    severity, grave = severity_of(found, features, kind, escalation)
    complaint_type, cause, typed = type_of(found, features) if kind == "complaint" else (None, "", ())
    manner, shown = manner_of(found, kind, severity, is_praise)
    return Reading(
        kind=kind,
        is_praise=is_praise,
        complaint_type=complaint_type,
        cause=cause,
        severity=severity,
        crisis=severity == 4,
        escalation=escalation,
        **manner,
        reasons=(*why, *typed, *grave, *threats, *shown),
    )
