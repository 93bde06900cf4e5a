"""Between a form and the domain: what an action refuses is said at the field."""

from django.forms import BaseForm

from yinuo.core.errors import Invalid
from yinuo.ui import faults


def refuse(form: BaseForm, error: Invalid) -> None:
    """Put every fault of `error` at its field, in the person's language; one without a field at the top."""
    for fault in error.faults:
        field = fault.field if fault.field in form.fields else None
        form.add_error(field, faults.text(fault.code, fault.params))
