"""Getting to know customers, and keeping what is known of them right."""

import pytest

from tests import ledger
from tests.factories import customers as make
from tests.factories import staff as make_staff
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import EventDetail
from yinuo.customers import actions, queries
from yinuo.customers.models import Customer, CustomerAddress, CustomerPhone
from yinuo.staff.models import Role

DESK = ["AGENT", "TEAM_LEADER", "DISPATCHER", "MARKET_DEVELOPER", "MANAGER", "ADMINISTRATOR"]
PICKUP = CustomerAddress.Use.PICKUP


def test_a_new_caller_becomes_a_customer_without_a_second_form(agent):
    """R015 R025: the number is enough, and a surname says how to speak to them."""
    customer = actions.know(phone="１３８ 0000-6621", by=agent, name="王建国先生")
    assert (customer.name, customer.address_as, customer.version) == ("王建国先生", "王先生", 1)
    assert queries.by_phone("13800006621") == customer
    assert CustomerPhone.objects.get().tail == "6621"
    event = ledger.last("customer.created")
    assert (event.subject_kind, event.subject_id, event.actor_id) == ("customer", customer.pk, agent.pk)
    assert event.data == {}


def test_a_caller_who_gives_no_name_is_a_customer_too(agent):
    """R025: who does not say a name is served all the same."""
    customer = actions.know(phone="13800006621", by=agent)
    assert (customer.name, customer.address_as, str(customer)) == ("", "", "未报姓名")


def test_what_cannot_be_seen_is_not_kept(agent):
    assert actions.know(phone="13800006621", by=agent, company="宏远\x00\n汽配").company == "宏远 汽配"


def test_a_local_number_belongs_to_the_companys_area(agent):
    actions.know(phone="84388888", by=agent)
    assert queries.by_phone("0527-84388888")


def test_a_known_caller_is_recognised_and_only_blanks_are_filled(agent):
    """R015 R268: the caller is known by the number; what is known is not changed in passing."""
    known = make.customer("13800006621", company="", name="王建国先生", address_as="")
    again = actions.know(phone="13800006621", by=agent, name="张三", company="宏远汽配")
    assert again == known
    assert (again.name, again.company, again.version) == ("王建国先生", "宏远汽配", 2)
    assert ledger.last("customer.changed").data == {"fields": ["company"]}
    actions.know(phone="13800006621", by=agent, name="张三", company="宏远汽配")
    assert ledger.kinds() == ["customer.changed"]


def test_a_name_learnt_later_says_how_to_speak_to_them(agent):
    make.customer("13800006621", name="", address_as="")
    assert actions.know(phone="13800006621", by=agent, name="李女士").address_as == "李女士"


@pytest.mark.parametrize("phone", ["", "12", "call me", "13800006621/13800006622"])
def test_a_number_that_is_none_is_a_fault_at_its_field(agent, phone):
    with pytest.raises(Invalid) as refused:
        actions.know(phone=phone, by=agent)
    assert refused.value.field == "phone"
    assert not Customer.objects.exists()


def test_what_is_too_long_is_a_fault_at_each_field(agent):
    with pytest.raises(Invalid) as refused:
        actions.know(phone="13800006621", by=agent, name="王" * 61, company="司" * 81)
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [
        ("name", "too_long"),
        ("company", "too_long"),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role not in DESK])
def test_others_neither_make_nor_change_customers(company, role):
    """R268: customer data is not changed by who has nothing to do with it."""
    person, customer = make_staff.person(role), make.customer()
    for act in (
        lambda: actions.know(phone="13800006699", by=person),
        lambda: actions.change(customer, by=person, version=1, name="x"),
        lambda: actions.add_phone(customer, phone="13800006699", by=person),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert ledger.kinds() == []


def test_a_change_is_recorded_with_old_and_new(agent):
    """R268: nobody changes customer data unseen."""
    customer = make.customer()
    changed = actions.change(customer, by=agent, version=1, company="  新 公司 ", habits="下午来")
    assert (changed.company, changed.habits, changed.version) == ("新 公司", "下午来", 2)
    event = ledger.last("customer.changed")
    assert event.data == {"fields": ["company", "habits"]}
    assert EventDetail.objects.get(event=event).values["company"] == ["宏远汽配", "新 公司"]


def test_a_stale_change_gets_both_versions(agent, outsider):
    customer = make.customer()
    actions.change(customer, by=outsider, version=1, company="先到")
    with pytest.raises(NotNow) as refused:
        actions.change(customer, by=agent, version=1, company="后到", habits="下午来")
    assert refused.value.code == "stale"
    assert refused.value.params == {
        "yours": {"company": "后到", "habits": "下午来"},
        "theirs": {"company": "先到", "habits": ""},
        "version": 2,
    }
    assert actions.change(customer, by=agent, version=2, company="后到").company == "后到"


def test_the_same_change_twice_is_done_once(agent):
    customer = make.customer()
    for _ in range(2):
        assert actions.change(customer, by=agent, version=1, company="新公司").version == 2
    assert ledger.kinds() == ["customer.changed"]


def test_who_is_a_key_customer_is_not_for_agents_to_say(agent, team_leader):
    """R413: customers differ in value."""
    customer = make.customer()
    with pytest.raises(NotPermitted):
        actions.change(customer, by=agent, version=1, level="KEY")
    assert actions.change(customer, by=team_leader, version=1, level="KEY").level == "KEY"
    with pytest.raises(Invalid) as refused:
        actions.change(customer, by=team_leader, version=2, level="KING")
    assert (refused.value.field, refused.value.code) == ("level", "not_a_choice")


def test_who_gives_a_customer_an_agreement(agent, team_leader, manager):
    """R056 R268: whoever makes prices, not who quotes them; and it is recorded what it was."""
    customer = make.customer()
    for person in (agent, team_leader):
        with pytest.raises(NotPermitted):
            actions.change(customer, by=person, version=1, agreement="年度协议")
        assert actions.change(customer, by=person, version=1, agreement="").version == 1
    customer = actions.change(customer, by=manager, version=1, agreement="年度协议")
    assert (customer.agreement, customer.version) == ("年度协议", 2)
    assert EventDetail.objects.last().values == {"agreement": ["", "年度协议"]}


def test_another_number_leads_to_the_same_customer(agent):
    customer, other = make.customer(), make.customer("13800006655")
    for _ in range(2):
        actions.add_phone(customer, phone="0755-88551234转8011", by=agent)
    assert queries.by_phone("0755-88551234转8011") == customer
    assert ledger.kinds() == ["customer.changed"]
    with pytest.raises(NotNow) as refused:
        actions.add_phone(customer, phone="13800006655", by=agent)
    assert (refused.value.code, refused.value.params) == ("phone_of_another", {"ref": other.ref})


def test_used_addresses_come_back_the_most_used_first(agent, frozen):
    """R033: the pickup address need not be asked twice."""
    customer = make.customer()
    for text in ("发展大道18号", " 发展大道18号 ", "东吴南路物流园"):
        actions.use_addresses(customer, actions.Place(PICKUP, text, "王先生", "13800006621"))
        frozen.move(minutes=1)
    actions.use_addresses(customer, actions.Place(PICKUP, "发展大道18号"))
    first, second = queries.usual_addresses(customer, PICKUP)
    assert (first.text, first.used_count, first.contact) == ("发展大道18号", 3, "王先生")
    assert (second.text, second.used_count) == ("东吴南路物流园", 1)
    assert not queries.usual_addresses(customer, CustomerAddress.Use.DELIVERY)
    assert ledger.kinds() == []


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_same_first_call_get_one_customer(together):
    """R015: two agents, one number, one customer."""
    by = make_staff.person()
    calls = [
        lambda name=name: actions.know(phone="13800006621", by=by, name=name) for name in ("王先生", "张先生")
    ]
    outcomes = together(*calls * 3)
    assert [outcome.error for outcome in outcomes] == [None] * 6
    assert len({outcome.value.pk for outcome in outcomes}) == 1
    assert Customer.objects.count() == CustomerPhone.objects.count() == 1
    assert ledger.kinds() == ["customer.created"]


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_is_told(together):
    by, customer = make_staff.person(), make.customer()
    outcomes = together(
        *[lambda n=n: actions.change(customer, by=by, version=1, company=f"公司{n}") for n in range(4)]
    )
    refused = [outcome.error.code for outcome in outcomes if outcome.error]
    assert refused == ["stale"] * 3
    assert Customer.objects.get().version == 2


@pytest.mark.django_db(transaction=True)
def test_uses_at_once_are_all_counted(together):
    customer = make.customer()
    together(*[lambda: actions.use_addresses(customer, actions.Place(PICKUP, "发展大道18号"))] * 5)
    assert customer.addresses.get().used_count == 5
