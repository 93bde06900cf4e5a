"""What is proposed, and the words that led to it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["complaint", "suggestion", "inquiry", "order"]
Type = Literal["时效", "费用", "服务态度", "货损货差", "其他"]
Escalation = Literal["none", "regulator", "media", "legal", "leadership"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Words of the text that speak for one field's value: `words` is `text[start:end]`."""

    field: str
    value: str | int | bool
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Proposals for one text.

    `complaint_type` is None unless a complaint (R124–R127, goods claims apart). `cause` is a key of the cause
    catalogue (R146) or "". `severity`: 1 small annoyance, 2 inconvenience or small loss, 3 large loss,
    repeated failure, threat of regulator or court, 4 injury, safety, privacy leak, public exposure, mass
    event, self-harm; `crisis` is true for 4. `complainant_class` is matter, attitude or opinion (R149);
    `temperament` one of R150's eight or ""; `organisation` industrial, reseller, government or "" (R151);
    `mood` from 1, furious, to 5, content.
    """

    kind: Kind
    is_praise: bool
    complaint_type: Type | None
    cause: str
    severity: int
    crisis: bool
    escalation: Escalation
    complainant_class: str
    temperament: str
    organisation: str
    mood: int
    reasons: tuple[Reason, ...] = ()
