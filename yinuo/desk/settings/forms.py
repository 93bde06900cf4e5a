"""Forms of the settings; each field is named as the action that takes it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.desk.settings import fields, words
from yinuo.staff import rules
from yinuo.staff.models import Person, ReceiverRule, Role
from yinuo.ui import forms as ui_forms


class CompanyForm(forms.Form):
    """What customers and messages call the company."""

    name = forms.CharField(label=_("公司全称"), max_length=80)
    short_name = forms.CharField(label=_("简称"), max_length=20)
    hotline = forms.CharField(label=_("客服热线"), max_length=40, required=False)
    area_code = forms.RegexField(
        r"^0\d{2,3}$",
        label=_("区号"),
        required=False,
        error_messages={"invalid": _("区号以 0 开头，三到四位，例如 025。")},
    )
    sms_signature = forms.CharField(label=_("短信签名"), max_length=20, required=False)
    site = forms.URLField(label=_("一诺的网址"), max_length=120, required=False, assume_scheme="https")


class PersonForm(forms.Form):
    """Who somebody is here (R327–R333)."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    role = forms.ChoiceField(label=_("角色"), choices=words.translated(Role.choices))
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    email = forms.CharField(label=_("邮箱"), max_length=200, required=False)
    branch = fields.branch()
    team = fields.team()
    stand_in = fields.PersonField(label=_("代班人工号"), required=False)


class NewPersonForm(PersonForm):
    """The same with a staff number, and a password where they may sign in at once."""

    staff_number = forms.CharField(label=_("工号"), max_length=fields.LONGEST_NUMBER)
    password = forms.CharField(
        label=_("初始密码"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    field_order = ("staff_number", "name", "role", "phone", "email", "branch", "team", "stand_in", "password")


class SetPasswordForm(forms.Form):
    """A new password for somebody else."""

    password = forms.CharField(
        label=_("新密码"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )


class SetPinForm(forms.Form):
    """The number with which a driver signs in on their phone."""

    pin = forms.CharField(
        label=_("数字密码（4 到 6 位）"),
        max_length=rules.LONGEST_PIN,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class AbsenceForm(forms.Form):
    """Leave or illness: from, to (open when empty), and who stands in."""

    start = ui_forms.moment(_("从"))
    end = ui_forms.moment(_("到（不填表示还不知道）"), required=False)
    stand_in = fields.PersonField(label=_("代班人工号（不填用平时的代班人）"), required=False)


class PostForm(forms.Form):
    """Who serves a region, in which place."""

    person = fields.PersonField(label=_("工号"))
    rank = forms.IntegerField(label=_("顺序"), min_value=1, max_value=999, initial=1)


class RankForm(forms.Form):
    """Another place in a region's order."""

    rank = forms.IntegerField(label=_("顺序"), min_value=1, max_value=999)


class TokenForm(forms.Form):
    """A bearer token: what for, and what it may do."""

    name = forms.CharField(label=_("用途"), max_length=60)
    scopes = forms.MultipleChoiceField(
        label=_("允许做什么"),
        choices=words.translated((scope, words.SCOPES[scope]) for scope in rules.SCOPES),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "tick"}),
    )


class BranchForm(forms.Form):
    """A branch, and who gets its slips (R065–R068)."""

    name = forms.CharField(label=_("名称"), max_length=60)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    receiver_rule = forms.ChoiceField(
        label=_("业务单短信发给"),
        choices=words.translated(ReceiverRule.choices),
        widget=forms.RadioSelect,
        initial=ReceiverRule.DRIVER,
    )


class NewBranchForm(BranchForm):
    """The same with its code."""

    key = fields.key()
    field_order = ("key", "name", "phone", "receiver_rule")


class RegionForm(forms.Form):
    """A region of a branch; without a rule of its own the branch's holds."""

    name = forms.CharField(label=_("名称"), max_length=60)
    branch = fields.branch(required=True)
    receiver_rule = forms.ChoiceField(
        label=_("业务单短信发给"),
        choices=[("", _("同分公司")), *words.translated(ReceiverRule.choices)],
        widget=forms.RadioSelect,
        required=False,
    )


class NewRegionForm(RegionForm):
    """The same with its code."""

    key = fields.key()
    field_order = ("key", "name", "branch", "receiver_rule")


class TeamForm(forms.Form):
    """A team."""

    name = forms.CharField(label=_("名称"), max_length=60)


class NewTeamForm(TeamForm):
    """The same with its code."""

    key = fields.key()
    field_order = ("key", "name")


class VehicleForm(forms.Form):
    """A vehicle and who drives it; `most_orders` open pick-ups fill it."""

    driver = fields.PersonField(label=_("司机工号"), required=False)
    kind = forms.CharField(label=_("车型"), max_length=40, required=False)
    load_g = fields.MillionsField(label=_("载重（吨）"))
    space_cm3 = fields.MillionsField(label=_("容积（立方米）"))
    most_orders = forms.IntegerField(label=_("最多几单"), min_value=1, max_value=999, initial=8)
    device = forms.CharField(
        label=_("定位设备号"),
        max_length=40,
        required=False,
        help_text=_("定位平台（Traccar）里这台设备的编号；没有定位器就空着，用司机手机的位置。"),
    )
    is_active = forms.BooleanField(label=_("在用"), required=False, initial=True)


class NewVehicleForm(VehicleForm):
    """The same with its plate."""

    plate = forms.CharField(label=_("车牌"), max_length=16)
    field_order = ("plate", "driver", "kind", "load_g", "space_cm3", "most_orders", "device", "is_active")


def person_values(person: Person) -> dict[str, object]:
    """What a person's form starts with."""
    return {name: getattr(person, name) for name in PersonForm.base_fields}
