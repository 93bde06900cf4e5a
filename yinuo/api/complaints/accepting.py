"""The operations of the acceptance, and those of every stage: mood, leader, next stage, another owner
(R153–R157, R180, R186, R212).
"""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body, Router

from yinuo.api.auth import person_of
from yinuo.api.complaints import schema
from yinuo.api.complaints.doing import act, named, posted, somebody, stands
from yinuo.api.orders.saying import key_of
from yinuo.complaints.actions import accepting, calming, changing, moving
from yinuo.complaints.actions.details import FIELDS
from yinuo.complaints.queries import loading
from yinuo.complaints.rules.stages import Stage
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.tickets import actions as ticket_actions
from yinuo.tickets import queries as tickets

router = Router()


@posted(router, "/{ref}/acknowledgement", name="acknowledge_complaint", summary="Acknowledge")
def acknowledge(request: HttpRequest, ref: str) -> Any:
    """Note that the customer heard that it was received, who has it, and what comes next."""
    return act(request, ref, accepting.acknowledge)


@posted(router, "/{ref}/wait", name="tell_wait", summary="Tell the waiting time")
def tell_wait(request: HttpRequest, ref: str, body: schema.WaitIn) -> Any:
    """Promise by when the customer has an answer; another time moves the promise."""
    return act(request, ref, accepting.tell_wait, **body.model_dump())


@posted(router, "/{ref}/restating", name="restate_complaint", summary="Restate")
def restate(request: HttpRequest, ref: str, body: schema.RestatingIn) -> Any:
    """Keep the problem in our words as the customer confirmed it; unconfirmed it is refused."""
    return act(request, ref, accepting.restate, **body.model_dump())


@posted(router, "/{ref}/details", name="change_complaint", summary="Set right")
def change_details(request: HttpRequest, ref: str, body: schema.DetailsIn) -> Any:
    """Set right what was told, from the `version` that was read; what is left out stays as it is."""
    by = person_of(request)
    complaint = loading.complaint(by, ref)
    said = body.model_dump(include=body.model_fields_set - {"version"})
    if "about" in said:
        said["about"] = tickets.ticket(by, body.about) if body.about else None
    if "respondent" in said:
        said["respondent"] = somebody("respondent", body.respondent)
    stood = {name: getattr(complaint, name) for name in FIELDS}
    try:
        changing.change_details(complaint=complaint, version=body.version, by=by, **{**stood, **said})
    except NotNow as error:
        raise _without_words(error) from None
    return stands(complaint, by)


@posted(router, "/{ref}/class", name="classify_complaint", summary="Classify")
def classify(
    request: HttpRequest, ref: str, body: Annotated[schema.DecidedIn, Body(default_factory=schema.DecidedIn)]
) -> Any:
    """Decide what kind it is; what is left out stays, an empty word takes a value away."""
    return act(request, ref, changing.classify, **body.model_dump(exclude_unset=True))


@posted(router, "/{ref}/mood", name="note_mood", summary="Note the mood")
def note_mood(request: HttpRequest, ref: str, body: schema.MoodIn) -> Any:
    """Note how the customer feels at this contact."""
    return act(request, ref, calming.note_mood, feeling=body.feeling)


@posted(router, "/{ref}/leader", name="call_leader", summary="Call a leader in")
def call_leader(
    request: HttpRequest, ref: str, body: Annotated[schema.LeaderIn, Body(default_factory=schema.LeaderIn)]
) -> Any:
    """Call in the next higher one; the case stays with its owner."""
    return act(request, ref, calming.call_leader, **body.model_dump())


@posted(router, "/{ref}/stage", name="advance_complaint", summary="Go on")
def advance(request: HttpRequest, ref: str, body: schema.StageIn) -> Any:
    """Go on to the next stage; refused with every must that is still to be done."""
    return act(request, ref, moving.advance, to=_stage(body))


@posted(router, "/{ref}/stepping-back", name="step_back_complaint", summary="Go back")
def step_back(request: HttpRequest, ref: str, body: schema.BackIn) -> Any:
    """Go back to the stage before, with a reason: accepting or clarifying goes on."""
    return act(request, ref, moving.step_back, to=_stage(body), why=body.why)


def _stage(body: schema.StageIn) -> Stage:
    if not body.to.strip():
        raise Invalid(fault("to", "required"))
    return Stage(key_of("to", body.to, dict(Stage.choices)))


@posted(router, "/{ref}/musts", name="tick_must", summary="Tick a must")
def tick_must(request: HttpRequest, ref: str, body: schema.MustIn) -> Any:
    """Tick what the manual asks a person to see done; the desk itself ticks the others when they are done."""
    by = person_of(request)
    complaint = loading.complaint(by, ref)
    ticket_actions.do_must(complaint.ticket, by=by, **body.model_dump())
    return stands(complaint, by)


@posted(router, "/{ref}/override", name="override_must", summary="Let a must go")
def override(request: HttpRequest, ref: str, body: schema.OverrideIn) -> Any:
    """Let a must of this stage go: a leader's word, never in their own case; it shows for ever."""
    return act(request, ref, moving.override, **body.model_dump())


@posted(router, "/{ref}/transfer", name="transfer_complaint", summary="Transfer")
def transfer(request: HttpRequest, ref: str, body: schema.TransferIn) -> Any:
    """Give it to another owner; counted, and refused while the problem is not understood (R157)."""
    said = body.model_dump(exclude={"to"})
    return act(request, ref, moving.transfer, to=named("to", body.to), **said)


def _without_words(error: NotNow) -> NotNow:
    """The refusal without what stands in the case: reading that is another operation, on record."""
    return NotNow(error.code, **{name: one for name, one in error.params.items() if name != "values"})
