"""The pure part of playbooks: how a manual is written down, checked, compared and evaluated.

No database, no clock, no request. `loading` turns chapters into a `schema.Playbook` or into `faults`;
`vocabulary` lists every word a playbook may use; `expressions` and `texts` are its two small languages;
`comparing` tells what changed; `tables` are the reference tables, `packs` what comes with Yinuo.
"""

from yinuo.playbooks.rules import (
    comparing,
    expressions,
    faults,
    loading,
    packs,
    schema,
    tables,
    texts,
    vocabulary,
)

__all__ = [
    "comparing",
    "expressions",
    "faults",
    "loading",
    "packs",
    "schema",
    "tables",
    "texts",
    "vocabulary",
]
