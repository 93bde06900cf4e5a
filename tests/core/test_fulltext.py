"""The full-text index by itself, over a table of its own."""

from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yinuo.core.db.fulltext import FullText, Query

INDEX = FullText(table="words_try", column="terms", marks={"team": "t"})


@pytest.fixture
def table(db: None) -> Iterator[None]:
    """An indexed table that ends with the test."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE words_try (id integer PRIMARY KEY, terms text NOT NULL, team integer)")
        INDEX.install()
        yield
        INDEX.remove()
        cursor.execute("DROP TABLE words_try")


def write(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def put(row_id: int, terms: str, team: int | None = None) -> None:
    write("INSERT INTO words_try (id, terms, team) VALUES (%s, %s, %s)", row_id, f" {terms} ", team)


def ids(query: Query, *, below: int | None = None, limit: int = 20) -> list[int]:
    return [row[0] for row in INDEX.newest(query, columns=("id",), below=below, limit=limit)]


def words(*phrase: str) -> Query:
    return Query(phrases=(phrase,))


def test_newest_first_below_a_place(table: None) -> None:
    """The highest ids first, from below the cursor on, no more than asked for."""
    for row_id in range(1, 8):
        put(row_id, "汽配 配")
    assert ids(words("汽配"), limit=3) == [7, 6, 5]
    assert ids(words("汽配"), below=5, limit=3) == [4, 3, 2]
    assert ids(words("汽配"), below=2) == [1]


def test_a_phrase_is_words_that_follow_one_another(table: None) -> None:
    """All its words somewhere in the row are not enough."""
    put(1, "宏远 远汽 汽配 配")
    put(2, "汽配 配 宏远 远 远汽")
    assert ids(words("宏远", "远汽", "汽配")) == [1]


def test_every_phrase_must_be_there(table: None) -> None:
    put(1, "汽配 配 a123")
    put(2, "汽配 配")
    assert ids(Query(phrases=(("汽配",), ("a123",)))) == [1]


def test_a_beginning_finds_every_word_that_starts_so(table: None) -> None:
    put(1, "汽配 配")
    put(2, "电汽 汽")
    put(3, "五金 金")
    assert ids(Query(beginnings=("汽",))) == [2, 1]


def test_marks_narrow(table: None) -> None:
    """All of some marks, one of others; a mark's word cannot be taken for a word of the text."""
    put(1, "汽配", team=3)
    put(2, "汽配", team=4)
    put(3, "汽配 t3")
    assert ids(Query(phrases=(("汽配",),), any_marks=("@t3", "@t9"))) == [1]
    assert ids(Query(phrases=(("汽配",),), all_marks=(INDEX.mark("team", 4),))) == [2]
    assert ids(words("t3")) == [3]


def test_the_index_follows_the_row(table: None) -> None:
    """Changed and deleted rows are found by what they hold now, whoever wrote them."""
    put(1, "汽配", team=3)
    put(2, "汽配", team=3)
    write("UPDATE words_try SET terms = ' 五金 ' WHERE id = 1")
    write("UPDATE words_try SET team = 4 WHERE id = 2")
    assert ids(words("汽配")) == [2]
    assert ids(words("五金")) == [1]
    assert ids(Query(phrases=(("汽配",),), all_marks=("@t3",))) == []
    assert ids(Query(phrases=(("汽配",),), all_marks=("@t4",))) == [2]
    write("DELETE FROM words_try")
    assert ids(words("汽配")) == []


def test_installed_again_it_knows_the_rows_that_were_there(table: None) -> None:
    put(1, "汽配", team=3)
    INDEX.remove()
    put(2, "汽配", team=4)
    INDEX.install()
    assert ids(words("汽配")) == [2, 1]
    assert ids(Query(phrases=(("汽配",),), all_marks=("@t4",))) == [2]


def test_nothing_asked_finds_nothing(table: None) -> None:
    put(1, "汽配", team=3)
    assert ids(Query(all_marks=("@t3",))) == []


def test_what_is_old_and_rare_is_found_behind_the_newest(table: None) -> None:
    """Also where the newest ids, among which PostgreSQL looks first, hold none of it."""
    put(1, "独一 一无")
    put(2, "汽配")
    put(6_000, "汽配")
    put(50_000, "汽配")
    assert ids(words("独一")) == [1]
    assert ids(words("汽配")) == [50_000, 6_000, 2]
    assert ids(words("汽配"), below=50_000, limit=1) == [6_000]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=6), min_size=1, max_size=8), st.data()
)
def test_agrees_with_looking_at_every_row(table: None, rows: list[list[str]], data: st.DataObject) -> None:
    """Whatever the rows and the phrase, it finds exactly those that hold it."""
    write("DELETE FROM words_try")
    for row_id, row in enumerate(rows, start=1):
        put(row_id, " ".join(row))
    phrase = data.draw(st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=3))
    looked = f" {' '.join(phrase)} "
    expected = [row_id for row_id, row in enumerate(rows, start=1) if looked in f" {' '.join(row)} "]
    assert ids(words(*phrase)) == expected[::-1]
