"""One complaint: the page with its stages, and a dialog for every verb.

`page` the page · `frame` what stands round the work · `cards` the work of each stage · `beside` what is read
only when somebody looks · `verbs` what can be
done, `dialogs` how it is asked for, `forms` its fields.
"""
