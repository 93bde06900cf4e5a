"""The page of each kind of gateway as a form; a secret is never shown again, and an empty one stays."""

from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.desk.settings.gateways import reading
from yinuo.messaging.models import Gateway
from yinuo.messaging.senders.http.options import HttpOptions

THOUSAND: Final = 1000
MINUTE: Final = 60
_COMMON: Final = ("name", "price", "per_second", "receipt_minutes", "version")


def secret(label: Any) -> forms.CharField:
    """Typed, sent and never shown again."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "spellcheck": "false"})
    return forms.CharField(label=label, required=False, max_length=500, strip=True, widget=widget)


def lines(label: Any, rows: int, *, required: bool = False) -> forms.CharField:
    """Several lines of settings, in letters of one width."""
    widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "false", "wrap": "off"})
    return forms.CharField(label=label, required=required, max_length=20_000, strip=False, widget=widget)


class GatewayForm(forms.Form):
    """What is said of any gateway."""

    name = forms.CharField(label=_("名称"), max_length=40)
    price = forms.DecimalField(
        label=_("每条价格"), min_value=0, max_value=100, decimal_places=3, required=False
    )
    per_second = forms.IntegerField(label=_("每秒最多"), min_value=1, max_value=1000, initial=20)
    receipt_minutes = forms.IntegerField(
        label=_("多久收到回执"), min_value=1, max_value=72 * 60, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    secrets: ClassVar[tuple[str, ...]] = ()

    def values(self) -> dict[str, Any]:
        """What the action takes. Raises Invalid where a text of settings cannot be read."""
        said = self.cleaned_data
        minutes = said["receipt_minutes"]
        return {
            "name": said["name"],
            "part_price": int((said["price"] or 0) * THOUSAND),
            "per_second": said["per_second"],
            "receipt_seconds": minutes * MINUTE if minutes else None,
            "options": self.options(),
            "secrets": {name: said[name] for name in self.secrets if said[name]},
        }

    def options(self) -> dict[str, Any]:
        """The settings of the kind."""
        named = (name for name in self.fields if name not in (*_COMMON, *self.secrets))
        return {name: self.cleaned_data[name] for name in named}


class HttpForm(GatewayForm):
    """A vendor spoken to over HTTP."""

    url = forms.CharField(label=_("接口地址"), max_length=500)
    key_id = forms.CharField(label=_("账号（AccessKeyId、SecretId）"), max_length=200, required=False)
    key_secret = secret(_("账号密钥（AccessKeySecret、SecretKey、密码）"))
    token = secret(_("令牌"))
    app = forms.CharField(label=_("应用编号"), max_length=200, required=False)
    region = forms.CharField(label=_("地域"), max_length=200, required=False)
    sign = forms.CharField(label=_("签名名称"), max_length=200, required=False)
    country = forms.CharField(label=_("号码前加"), max_length=5, required=False)
    free_text = forms.BooleanField(label=_("没有模板的通知按全文发送"), required=False)
    templates = lines(_("短信模板"), 4)
    interface = lines(_("接口说明（YAML）"), 18, required=True)
    secrets = ("key_secret", "token")

    def options(self) -> dict[str, Any]:
        """With what was typed as text read."""
        said = super().options()
        return said | {
            "templates": reading.templates(said["templates"]),
            "interface": reading.interface(said["interface"]),
        }


def _choices(*pairs: tuple[Any, Any]) -> list[tuple[Any, Any]]:
    return list(pairs)


TYPES: Final = _choices(
    (0, _("未知")),
    (1, _("国际")),
    (2, _("国内")),
    (3, _("网络")),
    (4, _("用户")),
    (5, _("字母")),
    (6, _("短号")),
)
PLANS: Final = _choices((0, _("未知")), (1, "ISDN (E.164)"), (3, "X.121"), (8, _("国内")), (9, _("专用")))
LONG: Final = _choices(
    ("udh", _("分条，每条带头（UDH）")), ("sar", _("分条，用参数（SAR）")), ("payload", _("整条（payload）"))
)
IDS: Final = _choices(
    ("same", _("相同")), ("hex", _("应答十六进制，回执十进制")), ("decimal", _("应答十进制，回执十六进制"))
)


class SmppForm(GatewayForm):
    """A message centre spoken to by SMPP 3.4."""

    host = forms.CharField(label=_("服务器"), max_length=120)
    port = forms.IntegerField(label=_("端口"), min_value=1, max_value=65_535, initial=2775)
    tls = forms.BooleanField(label=_("加密连接（TLS）"), required=False)
    system_id = forms.CharField(label=_("账号（system_id）"), max_length=15)
    password = secret(_("密码（最多 8 位）"))
    system_type = forms.CharField(label=_("类型（system_type）"), max_length=12, required=False)
    source = forms.CharField(label=_("发送号码"), max_length=20, required=False)
    source_ton = forms.TypedChoiceField(label=_("发送号码类型"), choices=TYPES, coerce=int, initial=0)
    source_npi = forms.TypedChoiceField(label=_("发送号码计划"), choices=PLANS, coerce=int, initial=0)
    country = forms.CharField(label=_("号码前加"), max_length=5, required=False)
    target_ton = forms.TypedChoiceField(label=_("接收号码类型"), choices=TYPES, coerce=int, initial=0)
    target_npi = forms.TypedChoiceField(label=_("接收号码计划"), choices=PLANS, coerce=int, initial=0)
    long = forms.ChoiceField(label=_("长短信"), choices=LONG, initial="udh")
    receipt_ids = forms.ChoiceField(label=_("回执里的编号"), choices=IDS, initial="same")
    can_query = forms.BooleanField(label=_("可以查询结果（query_sm）"), required=False)
    window = forms.IntegerField(label=_("同时等待应答"), min_value=1, max_value=200, initial=10)
    wait_seconds = forms.IntegerField(label=_("限速后等"), min_value=1, max_value=3600, initial=5)
    enquire_seconds = forms.IntegerField(label=_("空闲多久探测"), min_value=1, max_value=600, initial=30)
    permanent = forms.CharField(label=_("不再重发的代码"), max_length=200, required=False)
    throttled = forms.CharField(label=_("限速的代码"), max_length=200, required=False)
    secrets = ("password",)

    def options(self) -> dict[str, Any]:
        """With lists of codes as lists."""
        said = super().options()
        return said | {name: said[name].split() for name in ("permanent", "throttled")}


FORMS: Final[dict[str, type[GatewayForm]]] = {
    Gateway.Kind.HTTP.value: HttpForm,
    Gateway.Kind.SMPP.value: SmppForm,
}


def initial(gateway: Gateway) -> dict[str, Any]:
    """What the form of a gateway starts with; no secret is among it."""
    seconds = gateway.receipt_seconds
    common = {
        "name": gateway.name,
        "price": f"{Decimal(gateway.part_price) / THOUSAND:f}",
        "per_second": gateway.per_second,
        "receipt_minutes": -(-seconds // MINUTE) if seconds else None,
        "version": gateway.version,
    }
    if gateway.kind == Gateway.Kind.HTTP:
        return common | reading.account(HttpOptions.model_validate(gateway.options))
    codes = {name: " ".join(gateway.options.get(name, ())) for name in ("permanent", "throttled")}
    return {**common, **gateway.options, **codes}


class TrialForm(forms.Form):
    """To which number a test message goes, and by which template where the vendor wants one."""

    phone = forms.CharField(label=_("发到手机"), max_length=40)
    key = forms.ChoiceField(label=_("短信模板"), required=False)

    def __init__(self, *args: Any, gateway: Gateway, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        templates = gateway.options.get("templates", {})
        if not templates:
            del self.fields["key"]
            return
        choices = [(key, f"{key} → {one['id']}") for key, one in templates.items()]
        self.fields["key"] = forms.ChoiceField(label=_("短信模板"), choices=choices, required=False)
