"""Complaints and suggestions at the desk.

`lists` the register · `registering` the form on which one is taken, with `sheet`, `forms`, `proposals` and
`page` · `reporting` the light form of any colleague · `suggesting` suggestions and praise · `grumbling` a
displeasure that is no complaint yet.
"""
