"""The freight pack as the tests read it, once a run."""

from typing import Any

import pytest
import yaml

from yinuo.playbooks.rules import loading, packs, schema, tables

CHAPTERS = {
    "complaints",
    "complaint_words",
    "complainants",
    "remedies",
    "law",
    "complaint_times",
    "complaint_notices",
}
"""The chapters on complaints."""


@pytest.fixture(scope="session")
def freight() -> schema.Playbook:
    loaded = loading.load(loading.read_folder(packs.playbook_folder("freight")))
    assert loaded.faults == ()
    assert loaded.playbook is not None
    return loaded.playbook


@pytest.fixture(scope="session")
def rows() -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for file, text in packs.tables("freight").items():
        seed = tables.read_seed(file, text)
        assert isinstance(seed, tables.Seed), seed
        assert seed.table.faults == ()
        found[seed.kind] = seed.table.rows
    assert set(found) == set(tables.ROWS)
    return found


@pytest.fixture(scope="session")
def demo() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(packs.demo("freight"))
    return found
