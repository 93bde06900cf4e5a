"""The weeks before today in the demo company: questions and web orders, so that reports have something to
tell.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from itertools import cycle
from typing import Any, Final

from yinuo.cli.demo import coming, company
from yinuo.cli.demo.playing import Moment
from yinuo.core import calendar, clock
from yinuo.core.calendar import queries as hours
from yinuo.inquiries import actions as inquiries
from yinuo.inquiries.models import Type, Way
from yinuo.orders.actions import handing
from yinuo.orders.queries import handing as in_hand
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets.models import Channel

ASKED: Final = (
    (
        Type.PRICE,
        "从南京发到合肥，三百公斤多少钱？",
        "按吨位和方数取高的算，三百公斤到合肥今天的价格已经报给您。",
    ),
    (Type.TRANSIT_TIME, "发到杭州要几天？", "江宁当天发车，第二天下午以前到杭州。"),
    (Type.OTHER, "可以开发票吗？", "可以，收货以后凭业务单号开，三个工作日内寄出。"),
    (Type.STATE, "我的货到哪里了？", "货已经装车，正在路上，到了会先电话联系收货人。"),
    (Type.ARRIVAL, "今天能不能送到？", "按时效今天下午六点以前送到。"),
)
EVENING: Final = time(17, 40)
DISPATCHER: Final = "7001"


def moments(now: datetime) -> Iterator[Moment]:
    """What happened when."""
    told = company.told()
    yield from questions(told["past_questions"], now)
    yield from orders(told, now)
    for morning in working_days(now, told["past_web_orders"]["days"]):
        yield datetime.combine(morning.date(), EVENING, clock.zone()), handed_in


def questions(told: Mapping[str, int], now: datetime) -> Iterator[Moment]:
    """Questions of the weeks before: most answered at once, some by a call-back."""
    wanted = working_days(now, told["days"])
    agents, asked = cycle(coming.AGENTS), cycle(ASKED)
    known = cycle(company.told()["customers"])
    for number, at in enumerate(at for day_at in wanted for at in _through_the_day(day_at, told["a_day"])):
        by, (kind, question, answer) = staff.person_by_number(next(agents)), next(asked)
        phone = next(known)["phones"][0]
        yield at, _past_question(number, by, kind, question, answer, phone)


def _past_question(
    number: int, by: Person, kind: str, question: str, answer: str, phone: str
) -> Callable[[], None]:
    def ask_and_answer() -> None:
        inquiry = inquiries.ask(
            type=kind, question=question, channel=Channel.PHONE, by=by, contact_phone=phone,
            form_key=f"demo-past-asked-{number}",
        )  # fmt: skip
        is_later = number % 4 == 3
        if is_later:
            due = clock.now() + timedelta(minutes=30)
            inquiries.promise_answer(inquiry=inquiry, due_at=due, by=by)
        minutes = (45 if number % 16 == 15 else 20) if is_later else 2
        with clock.fixed(clock.now() + timedelta(minutes=minutes)):
            inquiry = inquiries.answer(
                inquiry=inquiry, text=answer, way=Way.CALLED if is_later else Way.SAID, by=by
            )
            inquiries.close(inquiry=inquiry, by=by)

    return ask_and_answer


def orders(told: Mapping[str, Any], now: datetime) -> Iterator[Moment]:
    """Web orders of the weeks before, all of them reviewed; one in five was void, one in six late."""
    known = cycle(told["customers"])
    days = working_days(now, told["past_web_orders"]["days"])[:: told["past_web_orders"]["every"]]
    for number, at in enumerate(
        at for day_at in days for at in _through_the_day(day_at, told["past_web_orders"]["a_day"])
    ):
        upto = "voided" if number % 5 == 4 else "reviewed"
        by = coming.AGENTS[number % len(coming.AGENTS)]
        played = coming.Web(next(known), f"demo-past-web-{number}", {"ago": 0, "upto": upto, "by": by})
        yield at, played.placed
        wait = 52 if number % 6 == 5 else 6 + number % 19
        yield at + timedelta(minutes=wait), played.taken
        if upto == "voided":
            yield at + timedelta(minutes=wait + 2), played.voided
        else:
            yield at + timedelta(minutes=wait + 2), played.confirmed
            yield from played.carried(at + timedelta(minutes=wait))


def handed_in() -> None:
    """The day is over: what drivers collected is counted and matches."""
    by = staff.person_by_number(DISPATCHER)
    for one in in_hand.owing(by):
        handing.count_for(driver=one.driver, cash=one.cash, receipts=one.receipts, by=by)


def working_days(now: datetime, count: int) -> list[datetime]:
    """The mornings of the working days among so many days before today, the oldest first."""
    today = clock.local(now).date()
    found = [today - timedelta(days=back) for back in range(count, 0, -1)]
    kept = hours.hours_of()
    return [datetime.combine(one, time(9, 5), clock.zone()) for one in found if calendar.spells_on(one, kept)]


def _through_the_day(begin: datetime, times: int) -> Iterator[datetime]:
    for number in range(times):
        yield begin + timedelta(minutes=95 * number + 7 * begin.day % 50)
