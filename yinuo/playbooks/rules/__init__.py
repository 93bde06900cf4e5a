"""The pure part of playbooks: how a manual is written down, checked, compared and evaluated.

No database, no clock, no request. `loading` turns chapters into a `schema.Playbook` or into faults;
`vocabulary` lists every word a playbook may use; `expressions` and `texts` are its two small languages.
"""
