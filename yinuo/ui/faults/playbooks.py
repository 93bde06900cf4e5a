"""Words of the error codes of `yinuo.playbooks`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "playbook_unsound": _("手册里有 %(count)s 处问题，没有发布。第一处：%(first)s"),
    "playbook_published_meanwhile": _("别人刚刚发布了新版本，这次没有发布。请看过新版本再发布。"),
    "table_unsound": _("表里有 %(count)s 处问题，没有保存。第一处：%(first)s"),
    "table_replaced_meanwhile": _("别人刚刚换了这张表，这次没有保存。请看过新表再保存。"),
    "playbook_archive_unreadable": _("打不开这个压缩包。请用 zip 格式重新打包，不要加密码。"),
    "playbook_archive_too_large": _("文件太多，一本手册最多 %(most)s 个文件。请只打包手册所在的文件夹。"),
    "playbook_no_chapters": _("没有找到 YAML 文件。请上传手册的 zip，或一次选中全部 .yaml 文件。"),
    "no_playbook": _("还没有发布手册。请管理员先发布手册。"),
    "playbook_value_missing": _("手册里没有这一项（%(item)s），不能在这里改。请在手册文件里补上再发布。"),
    "no_chapter": _("手册里没有这一章。请从手册目录里选。"),
    "no_table": _("这张表还没有生效的版本。请管理员在设置里导入。"),
}
