"""Playbooks as files, small enough to read in a test."""

from collections.abc import Mapping

COVER = "slug: small\nname: 小手册\nchapters: [order.yaml]\n"
ORDER = """chapter: order
title: 电话下单
settings: {receiver: driver, from: R068}
elements:
  order:
    - {key: goods_name, label: 货物名称, group: goods, from: "001 三(二)2.1 R028"}
    - {key: pieces, label: 件数, group: goods, from: R029}
phrases:
  - {key: greeting, group: greeting, when: 接通电话, text: 您好, from: R231}
promises:
  - key: slip
    label: 发出业务单
    kinds: order
    on: order.confirmed
    within: 3m
    kept_by: order.slip_sent
    warn: 1m
    late: [{notify: team_leader}]
    from: "001 三(二)2.2.1 R062"
notices:
  - {key: chase, label: 催提货, channel: sms, to: driver, text: "{serial}尚未提", from: R093}
"""


def small(**chapters: str) -> Mapping[str, str]:
    """A sound playbook of one chapter, `order`; another text for it, or more chapters, by name."""
    files = {"order": ORDER} | chapters
    cover = COVER.replace("[order.yaml]", "[" + ", ".join(f"{name}.yaml" for name in files) + "]")
    return {"playbook.yaml": cover} | {f"{name}.yaml": text for name, text in files.items()}


def changed(before: str, after: str) -> Mapping[str, str]:
    """The small playbook with one piece of text replaced; the piece must be there."""
    assert before in ORDER
    return small(order=ORDER.replace(before, after, 1))
