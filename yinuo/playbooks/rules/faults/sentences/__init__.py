"""Every fault in words. Chinese first, as the people who write playbooks read it."""

from collections.abc import Mapping
from typing import Final

from yinuo.playbooks.rules.faults.sentences.meaning import MEANING
from yinuo.playbooks.rules.faults.sentences.remedying import REMEDYING
from yinuo.playbooks.rules.faults.sentences.sentence import Sentence
from yinuo.playbooks.rules.faults.sentences.writing import WRITING

SENTENCES: Final[Mapping[str, Sentence]] = {**WRITING, **MEANING, **REMEDYING}
