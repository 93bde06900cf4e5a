"""The handling agreement (R202) on paper: what is written in it, and the PDF of it.

The content is frozen when the agreement is made, and so are the bytes of the PDF: what was signed stays the
same file, which the hash proves, whatever typeface or library a later version has.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from yinuo.complaints.models import Agreement, AgreementPaper, Complaint, Offer, OfferItem
from yinuo.core import clock
from yinuo.core.errors import NotFound, NotNow
from yinuo.core.money import format_yuan
from yinuo.core.papers import Letter, Section, render
from yinuo.staff import queries as staff
from yinuo.tickets import queries as tickets

TITLE: Final = "投诉处理协议书"
RECORD: Final = "签署记录"
WORD: Final = "客户"


def content(offer: Offer, items: Sequence[OfferItem], number: str, made_at: datetime) -> dict[str, Any]:
    """What an agreement about these remedies says, as it is kept: every word of the paper."""
    company, complaint = staff.company(), offer.complaint
    word, name = _word(complaint), _name(complaint)
    due = "甲方应按上列办法办理，落实情况由甲方负责监督和追踪，直到乙方满意。"
    return {
        "head": company.name,
        "contact": " · ".join(part for part in (company.hotline, company.site) if part),
        "title": TITLE,
        "number": f"编号 {number}",
        "made_at": made_at.isoformat(),
        "sections": [
            _section("双方", facts=[("甲方", company.name), (f"乙方（{word}）", name)]),
            _section("投诉", facts=_matter(complaint)),
            _section("处理办法", rows=_rows(items), lines=[f"金额合计：{format_yuan(offer.amount)}元"]),
            _section("约定", lines=[due, "乙方同意以上处理办法。", "本协议不影响乙方依法享有的其他权利。"]),
        ],
        "signatures": [
            ["甲方（盖章）：", "经办人：", "日期："],
            [f"乙方（{word}签字）：", "电话：", "日期："],
        ],
    }


def paper(agreement: Agreement) -> bytes:
    """The PDF that was put to the customer, exactly.

    One from before its bytes were kept is drawn again. Raises NotFound("agreement_gone") once its words were
    erased; NotNow: agreement_changed where the bytes are not those of the hash, paper_font_missing.
    """
    content = _kept(agreement)
    kept = AgreementPaper.objects.filter(pk=agreement.pk).first()
    made = base64.b64decode(kept.pdf) if kept is not None else render(_letter(content))
    if sha256(made) != agreement.sha256:
        raise NotNow("agreement_changed")
    return made


def signed_paper(agreement: Agreement) -> bytes:
    """The same with a record of who signed it when and how, to hand out.

    Raises NotNow("agreement_unsigned") before, and as `paper`.
    """
    if agreement.signed_at is None:
        raise NotNow("agreement_unsigned")
    kept = _kept(agreement)
    record = _section(
        RECORD,
        facts=[
            ("签字人", agreement.signed_name),
            ("手机号", agreement.signed_phone),
            ("时间", f"{clock.local(agreement.signed_at):%Y-%m-%d %H:%M:%S}"),
            ("方式", Agreement.Way(agreement.way).label),
            ("原件 SHA-256", agreement.sha256),
        ],
    )
    return render(_letter({**kept, "sections": [*kept["sections"], record], "signatures": []}))


def draft(content: Mapping[str, Any]) -> bytes:
    """The PDF of a content that is being made. Raises NotNow("paper_font_missing")."""
    return render(_letter(content))


def sha256(made: bytes) -> str:
    """The hash of a PDF, in hexadecimal."""
    return hashlib.sha256(made).hexdigest()


def _kept(agreement: Agreement) -> Mapping[str, Any]:
    if not agreement.content:
        raise NotFound("agreement_gone")
    kept: Mapping[str, Any] = agreement.content
    return kept


def _letter(content: Mapping[str, Any]) -> Letter:
    sections = [Section(**section) for section in content["sections"]]
    made_at = datetime.fromisoformat(content["made_at"])
    return Letter(**{**content, "made_at": made_at, "sections": sections})


def _section(title: str, **parts: Any) -> dict[str, Any]:
    return {"title": title, **parts}


def _matter(complaint: Complaint) -> list[tuple[str, str]]:
    """What it is about, with the problem as the customer confirmed it (R186)."""
    about = complaint.about
    facts = [
        ("投诉编号", complaint.ticket.number or complaint.ticket.ref),
        ("业务单号", (about.number or "") if about else ""),
        ("投诉事项", complaint.restated or complaint.account),
        ("我方责任", complaint.get_degree_display() if complaint.degree else ""),
    ]
    return [(label, value) for label, value in facts if value]


def _rows(items: Sequence[OfferItem]) -> list[list[str]]:
    """The remedies that are given, under their heads."""
    given = [
        [item.label, item.words or "—", f"{format_yuan(item.amount)}元" if item.amount else "—"]
        for item in items
    ]
    return [["办法", "说明", "金额"], *given]


def _name(complaint: Complaint) -> str:
    customer = complaint.ticket.customer
    names = (complaint.contact_company, complaint.contact_name or (customer.name if customer else ""))
    return " ".join(name for name in names if name) or complaint.ticket.customer_name or "匿名"


def _word(complaint: Complaint) -> str:
    playbook = tickets.playbook_of(complaint.ticket)
    return playbook.settings.customer_word if playbook else WORD
