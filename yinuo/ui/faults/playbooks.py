"""Words of the error codes of `yinuo.playbooks`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "playbook_unsound": _("手册里有 %(count)s 处问题，没有发布。第一处：%(first)s"),
    "playbook_published_meanwhile": _("别人刚刚发布了新版本，这次没有发布。请看过新版本再发布。"),
    "table_unsound": _("表里有 %(count)s 处问题，没有保存。第一处：%(first)s"),
    "table_replaced_meanwhile": _("别人刚刚换了这张表，这次没有保存。请看过新表再保存。"),
    "no_playbook": _("还没有发布手册。请管理员先发布手册。"),
    "no_chapter": _("手册里没有这一章。请从手册目录里选。"),
    "no_table": _("这张表还没有生效的版本。请管理员在设置里导入。"),
}
