"""What is said in any call, at its moment, with today's values; calls that were no ordinary ones."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from tests.desk.tickets import parts
from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core import calendar
from yinuo.customers.models import Customer
from yinuo.tickets.models import Interaction

pytestmark = pytest.mark.django_db


def panel(client, order) -> str:
    return parts.text(client.get(reverse("ticket", args=[order.ticket.ref])))


def plain(page: str) -> str:
    return page.replace("<mark>", "").replace("</mark>", "")


def test_every_phrase_of_a_call_stands_at_its_moment(order, agent, browse) -> None:
    """R231, R232, R233, R234, R235, R236, R237, R238, R239, R240, R241, R242, R243, R245, R246, R248: beside
    the ticket, moment by moment, word for word as the manual has it, the agent's number filled in.
    """
    page = plain(panel(browse(agent), order))
    moments = (
        "接通电话",
        "没有声音、没听清",
        "不能马上答复",
        "回到线路",
        "咨询、投诉、建议",
        "约会、闲聊、粗话",
        "结束通话",
    )
    places = [page.index(f">{label}<") for label in moments]
    assert places == sorted(places)
    for said in (
        "8011号很高兴为您服务，请问有什么可以帮到您？",
        "对不起，请您稍等。",
        "对不起，您能让我了解一下情况吗？我会在××等待您的询问。",
        "我所知道的是××。",
        "很抱歉让您久等了。",
        "没关系！还有什么其他要求吗？",
        "对不起，我听不到您的声音，你换一部电话打来好吗？我现在挂机。",
        "为了尽快为您解决这个问题，我可以向您提几个小问题吗？",
        "请问您清楚了吗？",
        "对不起，给你造成不便，敬请原谅。",
        "请您慢慢说好吗？我会尽全力帮您解决的。",
        "我们会及时转给相关部门，谢谢您的支持！",
        "对不起，请问您的意思是××吗？",
        "您是说××，对吗？",
        "对不起，我没听清您的讲话，请您重复一遍，好吗？谢谢！",
        "非常感谢，但实在是对不起，我不方便接受。再见。",
        "如没有，请您挂机，把线路让给其它的客户，好吗？",
        "需要查实后再回复您，请您留下您的联系电话",
        "8011号谢谢您的来电，再见！",
    ):
        assert said in page, said
    assert "王先生，请您使用文明语言，否则很抱歉，我们将结束这次通话。" in page


def test_a_caller_without_a_name_is_asked_politely(order, agent, browse) -> None:
    """R231, R247: nobody is greeted or warned as ××."""
    page = plain(parts.text(browse(agent).get(reverse("note-call"))))
    assert "您好，很高兴为您服务，请问有什么可以帮到您？" in page
    assert "××，您好" not in page
    assert "先生/小姐，请您使用文明语言" in page


def test_the_order_form_has_the_phrases_too(desk, agent, browse) -> None:
    """R231, R232: while an order is being taken, from greeting to closing."""
    page = plain(parts.text(browse(agent).get(reverse("order-new"))))
    assert "通话用语" in page
    assert "您好，很高兴为您服务，请问有什么可以帮到您？" in page
    assert "8011号" in page


@pytest.mark.parametrize(
    ("day", "kinds", "festival"),
    [
        (date(2026, 11, 18), {"workday"}, ""),  # a Wednesday
        (date(2026, 11, 20), {"workday", "weekend"}, ""),  # the Friday before a weekend
        (date(2026, 11, 21), {"weekend"}, ""),
        (date(2026, 11, 22), {"weekend"}, ""),
        (date(2026, 1, 1), {"holiday"}, "元旦"),
        (date(2025, 12, 31), {"workday", "holiday"}, "元旦"),
        (date(2026, 2, 17), {"holiday"}, "春节"),
        (date(2026, 4, 6), {"workday"}, ""),  # 清明节: nobody is wished a happy day of mourning
        (date(2026, 5, 1), {"holiday"}, "劳动节"),
        (date(2026, 6, 19), {"holiday"}, "端午节"),
        (date(2026, 9, 25), {"holiday"}, "中秋节"),
        (date(2026, 10, 1), {"holiday"}, "国庆节"),
        (date(2026, 9, 30), {"workday", "holiday"}, "国庆节"),
        (date(2026, 9, 20), {"workday"}, ""),  # a Sunday that is worked
        (date(2026, 2, 14), {"workday", "holiday"}, "春节"),  # a Saturday that is worked, the feast behind it
    ],
)
def test_the_calendar_chooses_the_wish(day: date, kinds: set[str], festival: str) -> None:
    """R244: the right festival, weekends, the day before, make-up working days."""
    found = calendar.occasion(day)
    assert (set(found.kinds), found.festival) == (kinds, festival)


def test_days_that_the_company_entered_count(db: None) -> None:
    """R244: for a year whose notice this release does not know, the days that were imported."""
    year = calendar.last_published_year() + 1
    hours = calendar.Hours(
        week=calendar.DEFAULT_HOURS.week, overrides={date(year, 10, 1): calendar.DayOverride.closed("国庆节")}
    )
    assert calendar.occasion(date(year, 10, 1), hours).festival == "国庆节"
    hours = calendar.Hours(
        week=calendar.DEFAULT_HOURS.week,
        overrides={date(year, 10, 12): calendar.DayOverride.closed("公司年会")},
    )
    assert "holiday" not in calendar.occasion(date(year, 10, 12), hours).kinds


@pytest.mark.parametrize(
    ("at", "said", "unsaid"),
    [
        (datetime(2026, 11, 18, 2, tzinfo=UTC), "8011号谢谢您的来电，再见！", "周末愉快"),
        (datetime(2026, 11, 21, 2, tzinfo=UTC), "8011号祝您周末愉快，再见！", "谢谢您的来电"),
        (datetime(2026, 10, 2, 2, tzinfo=UTC), "8011号祝您国庆节快乐，再见！", "谢谢您的来电"),
    ],
)
def test_the_closing_of_the_day_is_offered(company, agent, browse, at, said: str, unsaid: str) -> None:
    """R243, R244: with the agent's number; on a holiday its name."""
    with Frozen(at):
        make.freight()
        page = plain(parts.text(browse(agent).get(reverse("note-call"))))
    assert said in page
    assert unsaid not in page


def note(client, **said: str):
    given = {"phone": "13800006621", "direction": "IN", "note": "", "form_key": said.get("note", "k")}
    return client.post(reverse("note-call"), {**given, **said}, headers=parts.DIALOG)


def test_a_vulgar_caller_is_warned_before_the_call_is_ended_and_it_is_counted(
    order, agent, mate, outsider, browse
) -> None:
    """R247: warned first, only then may the agent hang up; counted on the customer's card, and in a list."""
    client = browse(agent)
    assert "outcome=VULGAR_WARNED" in panel(client, order)
    refused = note(client, outcome="VULGAR_ENDED", note="骂人")
    assert refused.status_code == 422
    assert "先要说一遍" in parts.text(refused)
    assert not Interaction.objects.filter(outcome="VULGAR_ENDED").exists()
    assert note(client, outcome="VULGAR_WARNED", note="说脏话").status_code in (200, 204)
    assert note(client, outcome="VULGAR_ENDED", warned="on", note="又骂人").status_code in (200, 204)
    assert list(Interaction.objects.values_list("outcome", flat=True)) == ["VULGAR_WARNED", "VULGAR_ENDED"]
    customer = Customer.objects.get(phones__digits__endswith="13800006621")
    assert "粗话电话" in parts.text(client.get(reverse("customer", args=[customer.ref])))
    assert "2 次" in panel(client, order)
    listed = parts.text(client.get(reverse("vulgar-calls")))
    assert "粗话，警告后挂机" in listed
    assert "13800006621" not in listed
    assert "粗话，警告后挂机" in parts.text(browse(mate).get(reverse("vulgar-calls")))
    assert "粗话，警告后挂机" not in parts.text(browse(outsider).get(reverse("vulgar-calls")))
    part = client.get(
        reverse("vulgar-calls"), headers={"HX-Request": "true", "HX-Target": "desk-region#calls"}
    )
    assert "<html" not in part.content.decode()


def test_a_call_without_a_voice_is_closed_as_one_and_makes_nobody_a_customer(order, agent, browse) -> None:
    """R235: noted as no voice, on the ticket where there is one; an unknown number stays unknown."""
    client = browse(agent)
    assert "outcome=NO_VOICE" in panel(client, order)
    before = Customer.objects.count()
    assert note(client, outcome="NO_VOICE", phone="13911112222").status_code in (200, 204)
    silent = Interaction.objects.get(outcome="NO_VOICE")
    assert (silent.customer, Customer.objects.count()) == (None, before)
    address = f"{reverse('note-call')}?ticket={order.ticket.ref}"
    client.post(
        address,
        {"phone": "13800006621", "direction": "IN", "outcome": "NO_VOICE", "form_key": "z"},
        headers=parts.DIALOG,
    )
    assert "没有声音" in parts.text(client.get(f"{reverse('ticket', args=[order.ticket.ref])}?tab=messages"))
    assert "来电 · 没有声音" in panel(client, order)


def test_an_unsure_answer_becomes_a_promise(order, agent, browse) -> None:
    """R248: beside the words stands the form in which the call-back is promised."""
    page = panel(browse(agent), order)
    assert page.count(reverse("promise-new", args=[order.ticket.ref])) >= 2
