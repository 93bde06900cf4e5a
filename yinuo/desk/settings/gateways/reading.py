"""Settings of a gateway as they are typed: YAML for the interface, a line for each template."""

import re
from collections.abc import Mapping
from typing import Any, Final

import yaml

from yinuo.core.errors import Invalid, fault
from yinuo.messaging.senders.http.options import HttpOptions, Interface
from yinuo.playbooks.rules import yamltree

_TEMPLATE: Final = re.compile(r"([\w.*-]+)\s*=\s*(\S+)((?:\s+\w+=\S+)*)\s*")


def interface(text: str) -> Any:
    """The vendor's interface out of YAML. Raises Invalid at interface with the line."""
    try:
        return yamltree.read("interface", text).plain()
    except yamltree.YamlFault as error:
        raise Invalid(fault("interface", "option_yaml", line=error.fault.line)) from None


def written_interface(given: Interface) -> str:
    """The interface as YAML, without what is the same for everybody."""
    plain = given.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100)


def templates(text: str) -> dict[str, Any]:
    """Templates out of lines such as `slip = SMS_123 no={serial}`. Raises Invalid with the line."""
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _TEMPLATE.fullmatch(line.strip())
        if match is None:
            raise Invalid(fault("templates", "option_template", line=number))
        pairs = (pair.split("=", 1) for pair in match[3].split())
        found[match[1]] = {"id": match[2], "values": dict(pairs)}
    return found


def written_templates(given: Mapping[str, Any]) -> str:
    """The same as lines."""
    return "\n".join(
        " ".join((f"{key} = {one['id']}", *(f"{name}={value}" for name, value in one["values"].items())))
        for key, one in given.items()
    )


def account(options: HttpOptions) -> dict[str, Any]:
    """What an HTTP form starts with."""
    plain = options.model_dump(mode="json")
    kept = {name: plain[name] for name in ("url", "key_id", "app", "region", "sign", "country", "free_text")}
    return kept | {
        "templates": written_templates(plain["templates"]),
        "interface": written_interface(options.interface),
    }
