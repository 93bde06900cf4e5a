"""What is wrong with a playbook or a reference table, where, and what to do about it, in Chinese and
English.
"""

from yinuo.playbooks.rules.faults.rendering import Language, PlaybookFault, render, sentence

__all__ = ["Language", "PlaybookFault", "render", "sentence"]
