from datetime import timedelta
import pytest
from tests.complaints.test_by_the_manual import SPOT, open_promises
from tests.factories import complaints as make
from tests.frozen import Frozen
from yinuo.complaints.actions import (accepting, approving, carrying, ending, finding, following, holding,
    hearing, merging, moving, offering, paying, registering, reopening, solving, telling, weighing)
from yinuo.complaints.models import *
from yinuo.complaints.models import Chore, Offer, Complaint
from yinuo.complaints.queries import loading, authority, carrying as qc, following as qf
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.core import clock
from yinuo.promises.models import Promise
from yinuo.tickets import actions as tickets, queries as tq

pytestmark = pytest.mark.usefixtures("desk")
F = loading.fresh

def proposed(agent, **kw):
    c = make.registered(agent, **kw)
    accepting.restate(complaint=c, words=SPOT.restated, by=agent)
    accepting.tell_wait(complaint=c, due_at=clock.now()+timedelta(hours=2), by=agent)
    for k, t in SPOT.answers.items():
        finding.answer_question(complaint=c, key=k, text=t, by=agent)
    for m in tq.musts(F(c.pk).ticket):
        if m.by == "hand" and not m.is_done:
            tickets.do_must(F(c.pk).ticket, step=m.step, key=m.key, by=agent)
    moving.advance(complaint=F(c.pk), to=Stage.CLARIFY, by=agent)
    finding.find(complaint=F(c.pk), by=agent, **SPOT.found)
    moving.advance(complaint=F(c.pk), to=Stage.PROPOSE, by=agent)
    weighing.weigh(complaint=F(c.pk), by=agent, **SPOT.weighed)
    return F(c.pk)

def told(c, by, *w, **kw):
    o = offering.make_offer(complaint=F(c.pk), items=w, opinion="x", by=by, **kw)
    o = approving.ask_approval(offer=o, by=by)
    assert o.state == "APPROVED", o.state
    return telling.tell_offer(offer=o, way="PHONE", by=by)

def accepted(c, by, *w, **kw):
    return telling.accept_offer(offer=told(c, by, *w, **kw), way="PHONE", by=by)

def test_decline_no_promise(agent):
    c = proposed(agent)
    o = told(c, agent, Wish("apology"))
    print("told:", open_promises(c))
    telling.decline_offer(offer=o, words="要钱", way="PHONE", by=agent)
    print("declined:", open_promises(c), F(c.pk).ticket.next_due_at, F(c.pk).ticket.stage)

def test_reached_unrated(agent, frozen):
    c = proposed(agent)
    accepted(c, agent, Wish("apology"))
    print("callback:", F(c.pk).ticket.stage, open_promises(c))
    following.note_call_back(complaint=F(c.pk), reached=True, way="PHONE", by=agent, note="在开会，晚点")
    print("reached:", open_promises(c), F(c.pk).ticket.next_due_at)

def test_ack_reopen(agent):
    c = proposed(agent)
    accepted(c, agent, Wish("apology"))
    following.rate(complaint=F(c.pk), way="PHONE", by=agent, overall=5)
    following.thank(complaint=F(c.pk), by=agent)
    ending.close(complaint=F(c.pk), by=agent)
    print("closed", open_promises(c))
    reopening.reopen(complaint=F(c.pk), why="又来", by=agent)
    print("reopened", open_promises(c))
    accepting.acknowledge(complaint=F(c.pk), by=agent)
    print("ack", open_promises(c))

def test_change_plan_goods(agent, team_leader):
    c = proposed(agent)
    o = accepted(c, agent, Wish("free_goods", 9_000), Wish("gift"))
    rows = list(Chore.objects.filter(complaint=c).order_by("id"))
    ch = rows[0]
    print([ (r.item.remedy, r.state) for r in rows])
    carrying.done(chore=ch, proof="SF123", by=agent)
    carrying.check(chore=Chore.objects.get(pk=ch.pk), by=agent)
    carrying.change_plan(complaint=F(c.pk), why="再谈", by=agent)
    o = Offer.objects.get(pk=o.pk)
    print("offer", o.state, [(r.item.remedy, r.state) for r in Chore.objects.filter(complaint=c)])
    o2 = offering.make_offer(complaint=F(c.pk), items=[Wish("money", 50_000)], opinion="x", by=team_leader, unusual_for="")
    print("together", authority.together(o2, others=authority.PROMISED))
    o2 = approving.ask_approval(offer=o2, by=team_leader)
    print("leader alone?", o2.state)

def test_refund_law(agent, frozen):
    c = proposed(agent)
    accepted(c, agent, Wish("refund_freight", 5_000))
    print("carry", open_promises(c))
    carrying.change_plan(complaint=F(c.pk), why="再谈", by=agent)
    print("plan changed", F(c.pk).ticket.stage, open_promises(c))

def test_override_chores(agent, team_leader, desk):
    c = proposed(agent)
    accepted(c, agent, Wish("refund_freight", 5_000))
    k = [m for m in tq.musts(F(c.pk).ticket)][0]
    moving.override(complaint=F(c.pk), step=k.step, key=k.key, reason="customer_unwilling", by=team_leader)
    moving.advance(complaint=F(c.pk), to=Stage.CALL_BACK, by=agent)
    print(F(c.pk).ticket.stage, open_promises(c))
    ch = Chore.objects.get(complaint=c)
    for what in (lambda: paying.pay(item=ch.item, fen=5000, way="现金", receipt="1", by=agent),
                 lambda: carrying.done(chore=ch, proof="x", by=agent),
                 lambda: carrying.drop(chore=ch, reason="customer_declined", by=agent)):
        try: print("ok", what())
        except Exception as e: print(type(e).__name__, e)
    following.rate(complaint=F(c.pk), way="PHONE", by=agent, overall=5)
    following.thank(complaint=F(c.pk), by=agent)
    ending.close(complaint=F(c.pk), by=agent)
    print("closed", F(c.pk).outcome, Chore.objects.get(complaint=c).state, "task closed:", Chore.objects.get(complaint=c).ticket.closed_at,
      list(Promise.objects.filter(ticket=ch.ticket, state="OPEN").values_list("key", flat=True)))
    for what in (lambda: paying.pay(item=ch.item, fen=5000, way="现金", receipt="1", by=agent),
                 lambda: carrying.done(chore=ch, proof="x", by=agent),
                 lambda: carrying.drop(chore=ch, reason="customer_declined", by=agent)):
        try: print("ok", what())
        except Exception as e: print(type(e).__name__, e)

def test_merge_round(agent, team_leader):
    c = proposed(agent)
    for n in range(2):
        Complaint.objects.filter(pk=c.pk).update(round=n+2)
    Complaint.objects.filter(pk=c.pk).update(round=3, level=2, is_crisis=True, severity=4)
    d = make.registered(agent)
    merging.merge(complaint=F(c.pk), into=d, by=agent)
    d = F(d.pk)
    print("target", d.round, d.level, d.is_crisis, d.severity, F(c.pk).outcome)

def test_unreached_after_rating(agent, frozen):
    c = proposed(agent)
    accepted(c, agent, Wish("apology"))
    for n in range(6):
        following.note_call_back(complaint=F(c.pk), reached=False, way="PHONE", by=agent, note=str(n))
        frozen.move(days=1)
    print(qf.tries(F(c.pk)))
    from yinuo.customers.rules import Guest
    following.rate(complaint=F(c.pk), way="PAGE", by=None, guest=Guest(ref=c.ticket.ref), overall=5)
    ending.close_unreached(complaint=F(c.pk), by=agent)
    print("outcome", F(c.pk).outcome)

def test_late_refusal(agent, team_leader, frozen):
    for overall, rnd in ((5,1),(1,3)):
        c = proposed(agent)
        Complaint.objects.filter(pk=c.pk).update(round=rnd, level=2)
        tickets.assign(F(c.pk).ticket, to=team_leader, reason=__import__("yinuo.playbooks.rules.reasons",fromlist=["Reason"]).Reason("","x"), by=None) if rnd==3 else None
        o = offering.make_offer(complaint=F(c.pk), items=(), is_refusal=True, reason="no_fault", ground="规定", opinion="x", by=agent) if False else None
        Offer.objects.create(complaint=F(c.pk), round=rnd, state="TOLD", is_refusal=True, ground="g", opinion="x", text="x", made_at=clock.now(), told_at=clock.now(), made_by=agent)
        from yinuo.tickets.models import Ticket
        Ticket.objects.filter(pk=c.pk).update(stage="CALL_BACK")
        for n in range(6):
            following.note_call_back(complaint=F(c.pk), reached=False, way="PHONE", by=agent, note=str(n))
            frozen.move(days=1)
        ending.close_unreached(complaint=F(c.pk), by=agent)
        from yinuo.customers.rules import Guest
        try:
            following.rate(complaint=F(c.pk), way="PAGE", by=None, guest=Guest(ref=c.ticket.ref), overall=overall)
        except Exception as e: print("ERR", type(e).__name__, e)
        print("late refusal", overall, rnd, F(c.pk).outcome, F(c.pk).ticket.stage)

def test_goods_sharp(agent, team_leader):
    c = proposed(agent)
    tickets.assign(F(c.pk).ticket, to=team_leader, reason=__import__("yinuo.playbooks.rules.reasons",fromlist=["Reason"]).Reason("","x"), by=None)
    accepted(c, team_leader, Wish("free_goods", 48_000), Wish("gift"))
    ch = Chore.objects.filter(complaint=c, item__remedy="free_goods").get()
    carrying.done(chore=ch, proof="SF123", by=agent)
    carrying.check(chore=Chore.objects.get(pk=ch.pk), by=agent)
    carrying.change_plan(complaint=F(c.pk), why="再谈", by=team_leader)
    o2 = offering.make_offer(complaint=F(c.pk), items=[Wish("money", 48_000)], opinion="x", by=team_leader)
    o2 = approving.ask_approval(offer=o2, by=team_leader)
    print("SHARP leader alone:", o2.state, authority.together(o2))

def test_stale_standing(agent, team_leader, client):
    c = proposed(agent)
    o1 = offering.make_offer(complaint=F(c.pk), items=[Wish("money", 5_000)], opinion="x", by=agent)
    client.force_login(team_leader)
    from django.urls import reverse
    u = reverse("complaint-approval", args=[c.ticket.ref])
    r = client.get(u); print("GET", r.status_code, "50" in r.content.decode())
    o2 = offering.make_offer(complaint=F(c.pk), items=[Wish("money", 49_000)], opinion="y", by=agent)
    r = client.post(u, {"note": ""})
    print("POST", r.status_code, Offer.objects.get(pk=o1.pk).state, Offer.objects.get(pk=o2.pk).state, Offer.objects.get(pk=o2.pk).made_by)
    u = reverse("complaint-telling", args=[c.ticket.ref])

def test_text_prefilled(agent, client):
    c = proposed(agent)
    o1 = offering.make_offer(complaint=F(c.pk), items=[Wish("refund_freight", 5_000)], opinion="x", by=agent)
    client.force_login(agent)
    from django.urls import reverse
    from yinuo.desk.complaints.case import offers as d
    from yinuo.desk.complaints.case.dialogs import Act
    init = d.initial(Act(F(c.pk), agent))
    print(init)
    data = {k: ("on" if v is True else v) for k, v in init.items() if v not in (None, False, "")}
    data["refund_freight-fen"] = "80"
    r = client.post(reverse("complaint-offer", args=[c.ticket.ref]), data)
    o = Offer.objects.filter(complaint=c).latest("id")
    print("TEXT", r.status_code, o.pk != o1.pk, o.amount, o.text)

def test_official(agent, frozen):
    c = make.registered(agent, official_due_at=clock.now()+timedelta(days=10), channel="HOTLINE", official_from="12345", official_number="N1") 
    print("reg", open_promises(c))
    accepting.restate(complaint=c, words=SPOT.restated, by=agent)
    accepting.tell_wait(complaint=c, due_at=clock.now()+timedelta(hours=2), by=agent)
    for k, t in SPOT.answers.items():
        finding.answer_question(complaint=c, key=k, text=t, by=agent)
    for m in tq.musts(F(c.pk).ticket):
        if m.by == "hand" and not m.is_done:
            tickets.do_must(F(c.pk).ticket, step=m.step, key=m.key, by=agent)
    moving.advance(complaint=F(c.pk), to=Stage.CLARIFY, by=agent)
    finding.find(complaint=F(c.pk), by=agent, **SPOT.found)
    moving.advance(complaint=F(c.pk), to=Stage.PROPOSE, by=agent)
    weighing.weigh(complaint=F(c.pk), by=agent, **SPOT.weighed)
    o = told(c, agent, Wish("apology"))
    print("told", open_promises(c))
    telling.decline_offer(offer=o, words="要钱", way="PHONE", by=agent)
    print("declined official", open_promises(c))
    accepted(c, agent, Wish("apology"), Wish("honour"))
    following.rate(complaint=F(c.pk), way="PHONE", by=agent, overall=5)
    following.thank(complaint=F(c.pk), by=agent)
    ending.close(complaint=F(c.pk), by=agent)
    reopening.reopen(complaint=F(c.pk), why="又来", by=agent)
    print("reopened official", open_promises(c))

def test_withdraw_question(agent, team_leader):
    c = proposed(agent)
    o = offering.make_offer(complaint=F(c.pk), items=[Wish("money", 20_000)], opinion="x", by=agent)
    o = approving.ask_approval(offer=o, by=agent); print(o.state)
    a = Approval.objects.get(ticket=c.ticket, state="ASKED")
    approvals.withdraw(a, by=agent)
    o = Offer.objects.get(pk=o.pk); print("after withdraw", o.state)
    o = approving.ask_approval(offer=o, by=agent); print(o.state, Approval.objects.filter(ticket=c.ticket, state="ASKED").count())
    o2 = offering.make_offer(complaint=F(c.pk), items=[Wish("money", 20_000)], opinion="x", by=agent); print("same", o2.pk == o.pk)

def test_ack_real(agent, frozen):
    c = proposed(agent)
    accepting.acknowledge(complaint=F(c.pk), by=agent)
    accepted(c, agent, Wish("apology"))
    following.rate(complaint=F(c.pk), way="PHONE", by=agent, overall=5)
    following.thank(complaint=F(c.pk), by=agent)
    ending.close(complaint=F(c.pk), by=agent)
    reopening.reopen(complaint=F(c.pk), why="又来", by=agent)
    print("reopened", open_promises(c))
    accepting.acknowledge(complaint=F(c.pk), by=agent)
    print("ackreal", open_promises(c))

def test_merge_then_offer(agent):
    c = proposed(agent)
    Complaint.objects.filter(pk=c.pk).update(round=3, level=2, is_crisis=True, severity=4)
    try: told(c, agent, Wish("money", 5_000))
    except Exception as e: print("old:", type(e).__name__, e)
    d = proposed(agent)
    merging.merge(complaint=F(c.pk), into=d, by=agent)
    o = told(d, agent, Wish("money", 5_000)); print("MERGED told by", o.state, F(d.pk).round)
