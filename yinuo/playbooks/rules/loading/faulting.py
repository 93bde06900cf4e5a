"""From pydantic's errors to faults with a line and a remedy."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from yinuo.playbooks.rules.faults import PlaybookFault
from yinuo.playbooks.rules.yamltree import Node

_CODES: Final[Mapping[str, str]] = {
    "missing": "field.missing",
    "string_type": "value.not_text",
    "tuple_type": "value.not_list",
    "dict_type": "value.not_fields",
    "model_type": "value.not_fields",
    "model_attributes_type": "value.not_fields",
    "int_type": "value.not_number",
    "int_parsing": "value.not_number",
    "int_from_float": "value.not_number",
    "bool_type": "value.not_yesno",
    "bool_parsing": "value.not_yesno",
}


def faults_of(
    error: ValidationError, *, file: str, node: Node, path: str, model: type[BaseModel]
) -> Iterator[PlaybookFault]:
    """Every error as a fault; `path` names the item for people (`promises[slip]`), `node` knows its lines."""
    for detail in error.errors(include_url=False):
        where = [step for step in detail["loc"] if isinstance(step, int) or not step.startswith("function-")]
        code, params = _told(detail, model)
        yield PlaybookFault(file, node.line_of(where), _dotted(path, where), code, params)


def unlike(name: str, known: Sequence[str]) -> dict[str, str]:
    """The parameters of a fault about an unknown name: the nearest known one, or the list."""
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if nearest:
        return {
            "name": name,
            "nearest": f"是不是“{nearest[0]}”？",
            "nearest_en": f"Do you mean “{nearest[0]}”?",
        }
    some = "、".join(sorted(known)[:30]) or "—"
    return {"name": name, "nearest": f"可以写的有：{some}。", "nearest_en": f"Use one of: {some}."}


def _told(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, dict[str, str]]:
    """The fault code of a pydantic error and its parameters."""
    kind, context = detail["type"], detail.get("ctx", {})
    got = str(detail["input"])[:60]
    if "." in kind:
        return kind, {name: str(value) for name, value in context.items()}
    if kind == "extra_forbidden":
        return "field.unknown", unlike(str(detail["loc"][-1]), _field_names(model, detail["loc"][:-1]))
    if kind == "literal_error":
        return "value.not_one_of", {
            "got": got,
            "known": str(context.get("expected", "")).replace(" or ", ", "),
        }
    if kind == "string_pattern_mismatch":
        return "value.pattern", {"got": got}
    if kind in ("string_too_short", "too_short") and context.get("min_length") == 1:
        return "value.empty", {}
    if kind in ("string_too_short", "string_too_long", "too_short", "too_long"):
        return "value.length", {"bound": _bound(context)}
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        return "value.range", {"bound": _bound(context)}
    if kind in _CODES:
        return _CODES[kind], {}
    return "value.wrong", {"problem": detail["msg"]}


def _bound(context: Mapping[str, Any]) -> str:
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "min_length": "≥", "max_length": "≤"}
    return " ".join(f"{sign} {context[name]}" for name, sign in signs.items() if name in context)


def _field_names(model: type[BaseModel], steps: Sequence[int | str]) -> list[str]:
    """The names allowed at `steps` inside a model, as they are written in YAML."""
    for step in steps:
        if isinstance(step, int):
            continue
        info = next((info for name, info in model.model_fields.items() if (info.alias or name) == step), None)
        inner = _model_in(info.annotation if info else None)
        if inner is None:
            return []
        model = inner
    return [info.alias or name for name, info in model.model_fields.items() if name != "chapter"]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds, itself or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _model_in(part))), None)


def _dotted(path: str, steps: Sequence[int | str]) -> str:
    dotted = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps)
    return f"{path}{dotted}".removeprefix(".")
