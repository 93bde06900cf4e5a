from collections.abc import Callable
from typing import Any
import json
import pytest
from django.test import Client
from tests.portal.complaints.conftest import *  # noqa
from tests.portal.complaints.conftest import theirs  # noqa
from tests.portal.complaints import cases, forms
from tests.portal.following.conftest import SHIPPER, STRANGER, link
from tests.complaints import carried
from tests.factories import pictures
from tests.factories import complaints as make
from tests.factories.api import Caller
from yinuo.api import limits
from yinuo.complaints.models import Complaint, Rating, Suggestion
from yinuo.complaints.rules.stages import Stage
from yinuo.complaints.actions import following
from yinuo.core import clock
from yinuo.customers.rules import Guest
from yinuo.core.models import Event
from yinuo.tickets.models import Attachment, Note, Ticket
from yinuo.tickets.rules import links
pytestmark = pytest.mark.django_db
FORM = "/p/complain/"
SAID = {"kind": "TIME", "account": "说好 14:30 前提货，15:00 车还没到，电话也没有。", "wanted": "装卸费免掉"}


BIG = 10**30
def test_more_lost(theirs, agent, desk, monkeypatch):
    cases.playbook()
    from tests.complaints import clarifying
    from django.core.files.uploadedfile import SimpleUploadedFile as U
    from yinuo.tickets.actions import attaching
    cases.playbook()
    case = clarifying.case(agent, Stage.CLARIFY, contact_phone=SHIPPER)
    monkeypatch.setattr(attaching, "MOST", 2)
    addr = f"{cases.base(case)}/more/"
    def pic(n, color): return U(n, pictures.picture(color=color) if False else _jpg(color), "image/jpeg")
    page = theirs.get(addr).content.decode()
    form = forms.filled(page, addr, words="first words")
    a = theirs.post(addr, {**form, "photos": [pic("1.jpg","red"), pic("2.jpg","blue"), pic("3.jpg","green")]})
    print(a.status_code, Attachment.objects.count(), list(Note.objects.values_list("text", flat=True)))
    form2 = forms.filled(a.content.decode(), addr, words="first words and much more")
    b = theirs.post(addr, {**form2, "photos": [pic("4.jpg","white")]})
    print(b.status_code, Attachment.objects.count(), list(Attachment.objects.values_list("name", flat=True)), list(Note.objects.values_list("text", flat=True)))

def _jpg(color):
    import io
    from PIL import Image
    o = io.BytesIO(); Image.new("RGB", (40, 40), color).save(o, "JPEG"); return o.getvalue()

def test_loop(theirs, agent, desk, frozen):
    cases.playbook()
    from tests.complaints import clarifying
    cases.playbook()
    case = clarifying.case(agent, Stage.ACCEPT, contact_phone=SHIPPER)
    b = cases.base(case)
    codes = []
    for i in range(12):
        x = theirs.post(f"{b}/withdraw/", {"reason": "solved", "note": f"n{i}"}).status_code
        y = theirs.post(f"{b}/reopen/", {"why": f"again {i}"}).status_code
        codes.append((x, y))
    from yinuo.messaging.models import Notice
    print(codes, Complaint.objects.get(pk=case.pk).round, "notices", Notice.objects.count(), Event.objects.filter(ticket_id=case.pk).count())

def test_export_event(agent, manager, desk):
    web = Client(); web.force_login(manager)
    from django.urls import reverse, get_resolver
    a = web.post("/complaints/export/?q=王建国13800006621&view=open")
    print(a.status_code, a.get("Content-Type"), list(Event.objects.filter(kind="register.exported").values_list("data", flat=True)))

def test_told(agent, desk):
    cases.playbook()
    from tests.complaints import clarifying
    from yinuo.complaints.actions import hearing
    from yinuo.complaints.rules import links as sl
    from datetime import timedelta
    case = clarifying.case(agent, Stage.CLARIFY, contact_phone="02584567788", contact_name="王建国", contact_address="江宁区汽配城3栋502")
    s = hearing.ask_statement(complaint=case, asks="王建国 025-8456 7788、025-84567788、138 0000 6621、１３８００００６６２１、江宁区汽配城3栋502 王先生说你骂人", due_at=clock.now()+timedelta(hours=3), by=agent, to_name="张三", to_phone="13911112222")
    r = Client().get(sl.statement_path(s.pk))
    import re
    print(r.status_code, re.search(r'<section class="mc"><p>(.*?)</p>', r.content.decode(), re.S).group(1))

def test_statement_odd(agent, desk):
    cases.playbook()
    from tests.complaints import clarifying
    from django.core.files.uploadedfile import SimpleUploadedFile as U
    from yinuo.complaints.actions import hearing
    from yinuo.complaints.rules import links as sl
    from datetime import timedelta
    case = clarifying.case(agent, Stage.CLARIFY)
    s = hearing.ask_statement(complaint=case, asks="x", due_at=clock.now()+timedelta(hours=3), by=agent, to_name="张三", to_phone="13911112222")
    p = sl.statement_path(s.pk)
    c = Client()
    for body in ({}, {"said": ""}, {"said": "x"*5000}, {"said": "\x00"}, {"said": "a", "photos": U("a.pdf", b"%PDF-1.4 x", "application/pdf")}, {"said": "a", "photos": U("a.txt", b"", "text/plain")}, {"said": "a", "photos": [U("a.jpg", _jpg("red"), "image/jpeg") for i in range(8)]}, {"said": "a", "photos": U("x"*300+".jpg", _jpg("red"), "image/jpeg")}, {"said": "b"}):
        a = c.post(p, body); print(a.status_code, "textarea" in a.content.decode())
    for u in ("/s/1/", "/s/x/", "/s/"+"9"*40, "/s/0123456789abcdef", "/s/１２３４５６７８９０１２３４", p+"files/999999999999999999/"):
        print(u, c.get(u).status_code)

def test_case_odd(theirs, client, agent, desk):
    offer = cases.told(agent)
    b = cases.base(offer.complaint)
    for part in ("", "live/", "received/", "more/", "offer/", "agreement/", "agreement.pdf", "rate/", "reopen/", "withdraw/", "photo/999999999999999999/"):
        for br in (theirs, client):
            g = br.get(f"{b}/{part}").status_code
            bodies = ({}, {"do": "x", "offer": "\x00", "chosen": "9"*17, "words": "x"*5000}, {"do": "accept", "offer": offer.pk, "chosen": "99999999999999999"}, {"overall": "٣"}, {"why": "x"*9000}, {"reason": "\x00", "note": "x"*9000}, {"do": "code"}, {"answer.x": "y", "words": "\x00"}, {"photos": "text"})
            print(part, g, [br.post(f"{b}/{part}", x).status_code for x in bodies])
    for u in ("/c/x/", "/c/"+"é"*16+"/", b[:-1]+"x/", b.upper()+"/"):
        print(u, theirs.get(u).status_code)
    f="/p/complain/follow/"
    print([client.post(f, {"code": x}).status_code for x in ("", "x"*4000, "\x00", b[3:], b[3:].upper(), "é"*16)])
    closed = carried.case(agent, Stage.CLOSED, outcome="SATISFIED", closed_at=clock.now(), contact_phone=SHIPPER)
    b = cases.base(closed)
    for part in ("", "live/", "received/", "more/", "offer/", "agreement/", "rate/", "reopen/", "withdraw/"):
        print("closed", part, theirs.get(f"{b}/{part}").status_code, theirs.post(f"{b}/{part}", {"words": "x", "overall": "5", "reason": "solved"}).status_code)

def test_form_odd(theirs, client, order):
    bodies = ({}, {"kind": "TIME"}, {**SAID, "anonymous": "1", "order": "nope"}, {**SAID, "anonymous": "1", "order": "\x00"}, {**SAID, "anonymous": "1", "order": "number"}, {**SAID, "anonymous": "1", "order": "number", "number": "x"*99, "tail": "\x00"}, {**SAID, "anonymous": "1", "form_key": "\x00"}, {**SAID, "anonymous": "1", "form_key": "k"*400}, {**SAID, "anonymous": "1", "proof": "\x00:a:b"}, {**SAID, "anonymous": "1", "order": "about"}, {**SAID, "kind": "PRAISE", "anonymous": "1", "who": "x"*40, "account": "y"*1000, "wanted": "z"*500}, {**SAID, "do": "code", "phone": "x"}, {**SAID, "do": "code", "phone": "+1 (202) 555"}, {**SAID, "phone": "02584567788", "do": "code"}, {**SAID, "about": "x"}, {**SAID, "about": "\x00"}, {"account": "\u200b"*50, "kind": "TIME", "anonymous": "1"}, {**SAID, "anonymous": "1", "account": "y"*9000})
    for x in bodies:
        a = client.post(FORM, x); print({k: str(v)[:20] for k, v in x.items() if k not in ("account", "wanted")}, a.status_code)
    print([client.get(FORM + q).status_code for q in ("?kind=x", "?about=", "?kind=%00")])
TOLD = {"account": make.ACCOUNT, "wanted": make.WANTED, "type": "TIME", "severity": 2, "channel": "PHONE", "contact_name": "王先生", "contact_phone": "138 0000 6621"}
@pytest.mark.parametrize("more", [
  {"official_due_at": "0001-01-01T00:00:00+14:00", "official_from": "x", "official_number": "1"},
  {"official_due_at": "9999-12-31T23:59:59-14:00", "official_from": "x", "official_number": "1"},
  {"official_due_at": "9999-12-31T23:59:59Z", "official_from": "x", "official_number": "1"},
  {"official_due_at": "0001-01-01T00:00:00Z", "official_from": "x", "official_number": "1"},
  {"severity": BIG}, {"goods": {"declared_value": BIG}}, {"account": "\x00"}, {"account": "\ud800abc"}, {"contact_phone": "9"*400}, {"form_key": "\x00"}, {"type": "\x00"}, {"owner": "\x00"}, {"about": "\x00"},{"account": "x"*200000},
  {"contact_name": "\u200b"}, {"channel": "x"*500}])
def test_api_register(desk, agent, more):
    limits.forget()
    c = Caller(agent)
    a = c.raw("POST", "/complaints", json.dumps({**TOLD, **more}))
    print(str(more)[:60], a.status_code, a.content[:200].decode())
    assert a.status_code < 500
    if a.status_code == 201:
        ref = a.json()["ref"]
        for v in ("", "?view=official"):
            b = c.get("/complaints" + v); assert b.status_code == 200, b.content
        b = c.get(f"/complaints/{ref}"); assert b.status_code == 200
        web = Client(); web.force_login(agent)
        for u in (f"/complaints/{ref}/", "/complaints/", "/complaints/?view=official"):
            r = web.get(u); print(u, r.status_code)

