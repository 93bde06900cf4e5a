"""Every verb about people, places and signing in; see the files for what each checks, raises and records."""

from yinuo.staff.actions.company import change_company, open_company
from yinuo.staff.actions.duty import (
    back_from_absence,
    begin_absences,
    go_off_duty,
    go_on_duty,
    mark_absent,
)
from yinuo.staff.actions.importing import ImportResult, import_rows
from yinuo.staff.actions.passwords import change_password, set_password
from yinuo.staff.actions.people import (
    add_person,
    change_person,
    deactivate_person,
    reactivate_person,
    set_preferences,
)
from yinuo.staff.actions.pins import change_pin, set_pin, sign_in_with_pin
from yinuo.staff.actions.places import (
    add_branch,
    add_post,
    add_region,
    add_team,
    change_branch,
    change_post,
    change_region,
    change_team,
    remove_post,
)
from yinuo.staff.actions.sharing import NOTICE_VERSION, consent_position
from yinuo.staff.actions.signing_in import (
    end_sign_in,
    note_sign_in,
    renew_sign_in,
    sign_in_person,
    touch_sign_in,
)
from yinuo.staff.actions.tokens import create_token, revoke_token, token_person
from yinuo.staff.actions.vehicles import add_vehicle, change_vehicle

__all__ = [
    "NOTICE_VERSION",
    "ImportResult",
    "add_branch",
    "add_person",
    "add_post",
    "add_region",
    "add_team",
    "add_vehicle",
    "back_from_absence",
    "begin_absences",
    "change_branch",
    "change_company",
    "change_password",
    "change_person",
    "change_pin",
    "change_post",
    "change_region",
    "change_team",
    "change_vehicle",
    "consent_position",
    "create_token",
    "deactivate_person",
    "end_sign_in",
    "go_off_duty",
    "go_on_duty",
    "import_rows",
    "mark_absent",
    "note_sign_in",
    "open_company",
    "reactivate_person",
    "remove_post",
    "renew_sign_in",
    "revoke_token",
    "set_password",
    "set_pin",
    "set_preferences",
    "sign_in_person",
    "sign_in_with_pin",
    "token_person",
    "touch_sign_in",
]
