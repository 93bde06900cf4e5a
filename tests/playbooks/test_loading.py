from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import playbooks as make
from yinuo.playbooks.rules import loading, schema
from yinuo.playbooks.rules.faults import PlaybookFault, render
from yinuo.playbooks.rules.faults.sentences import SENTENCES


def only_fault(files: dict[str, str | bytes]) -> PlaybookFault:
    loaded = loading.load(files)
    assert loaded.playbook is None
    assert len(loaded.faults) == 1, [render(fault) for fault in loaded.faults]
    return loaded.faults[0]


def test_a_sound_playbook_becomes_typed_objects() -> None:
    """R062: three minutes, with the clause and the number that ask for it."""
    playbook = loading.load(make.small()).playbook
    assert playbook is not None
    slip = playbook.promise("slip")
    assert slip.within is not None
    assert slip.within.total_seconds() == 180
    assert (slip.clause, slip.requirements) == ("001 三(二)2.2.1", ("R062",))
    assert (slip.chapter, slip.kept_by) == ("order", ("order.slip_sent",))
    assert slip.on == ("order.confirmed",)
    assert playbook.element("order", "goods_name").type == "goods"


def test_a_chapter_shows_its_items_by_section() -> None:
    playbook = loading.load(make.small()).playbook
    assert playbook is not None
    shown = {section: len(items) for section, items in playbook.items_of("order").items()}
    assert shown == {"elements": 2, "phrases": 1, "promises": 1, "notices": 1}
    assert playbook.items_of("nowhere") == {}


def test_what_is_stored_reads_back_the_same() -> None:
    playbook = loading.load(make.small()).playbook
    assert playbook is not None
    content = playbook.model_dump(mode="json", by_alias=True)
    assert schema.Playbook.model_validate(content) == playbook


@pytest.mark.parametrize(
    ("before", "after", "line", "field", "code"),
    [
        ("within: 3m", "within: three", 15, "promises[slip].within", "span.wrong"),
        ("order.confirmed", "order.confirmd", 14, "promises[slip].on[1]", "event.unknown"),
        ("order.slip_sent", "slip sent", 16, "promises[slip].kept_by[1]", "value.pattern"),
        ("label: 货物名称", "lable: 货物名称", 6, "elements.order[goods_name].label", "field.missing"),
        ("label: 件数", "label: 件数, type: text", 7, "elements.order[pieces]", "element.retyped"),
        ("key: pieces", "key: goods_name", 7, "elements.order[goods_name].key", "key.repeated"),
        ("{serial}尚未提", "{seriall}尚未提", 21, "notices[chase].text", "variable.unknown"),
        ("{serial}尚未提", "{serial尚未提", 21, "notices[chase].text", "text.unpaired"),
        ("late: [{notify: team_leader}]", "late: [{}]", 18, "promises[slip].late[1]", "late.empty"),
        ("notify: team_leader", "notify: nobody", 18, "promises[slip].late[1].notify[1]", "value.not_one_of"),
        ("notify: team_leader", "notice: hurry", 18, "promises[slip].late[1].notice", "reference.unknown"),
        ("warn: 1m", "when: order.wieght > 3", 17, "promises[slip].when", "expression.unknown_name"),
        ("warn: 1m", "repeat: {notify: owner}", 17, "promises[slip].repeat", "repeat.either"),
        ("warn: 1m", "repeat: {at: ['25:00'], task: 看}", 17, "promises[slip].repeat.at[1]", "time.wrong"),
        ("    within: 3m\n", "", 11, "promises[slip]", "promise.never_due"),
        ("within: 3m", "within: 1d\n    clock: working", 11, "promises[slip]", "promise.working_days"),
        ("within: 3m", "within: 3m\n    when_closed: 2m", 11, "promises[slip]", "promise.when_closed"),
        (
            "within: 3m",
            "within: 3m\n    when_closed: 1d\n    clock: working",
            11,
            "promises[slip]",
            "promise.working_days",
        ),
        ("within: 3m", "within: 3m\n    when_closed: soon", 16, "promises[slip].when_closed", "span.wrong"),
        ("settings: {receiver: driver, from: R068}\n", "", 0, "", "settings.missing"),
        ("phrases:", "sentences:", 8, "sentences", "section.unknown"),
        ("title: 电话下单", "title: ''", 2, "title", "value.empty"),
        ("text: 您好", "text: 8011", 9, "phrases[greeting].text", "value.not_text"),
        ("warn: 1m", "warn: 1m\n    warn: 2m", 18, "", "yaml.repeated_field"),
        ("receiver: driver", "receiver: driver, chapter: x", 3, "settings", "field.unknown"),
    ],
)
def test_a_fault_names_its_line_and_field(before: str, after: str, line: int, field: str, code: str) -> None:
    loaded = loading.load(make.changed(before, after))
    assert loaded.playbook is None
    assert (line, field, code) in [(fault.line, fault.field, fault.code) for fault in loaded.faults]


def test_all_faults_are_told_at_once_in_both_languages() -> None:
    text = make.ORDER.replace("within: 3m", "within: x").replace("group: goods", "group: thing")
    loaded = loading.load(make.small(order=text))
    assert [fault.code for fault in loaded.faults] == ["value.not_one_of", "value.not_one_of", "span.wrong"]
    assert render(loaded.faults[2]) == (
        "order.yaml:15：promises[slip].within：“x”不是时长。写成 30s、3m、2h 或 1d。"
    )
    assert render(loaded.faults[2], "en") == (
        "order.yaml:15: promises[slip].within: “x” is not a span of time. Write 30s, 3m, 2h or 1d."
    )


def test_a_misspelt_field_offers_the_right_one() -> None:
    loaded = loading.load(make.changed("kept_by:", "keptby:"))
    told = [render(fault, "en") for fault in loaded.faults]
    assert (
        "order.yaml:16: promises[slip].keptby: There is no field “keptby” here. Do you mean “kept_by”?"
        in told
    )


def test_a_faulty_item_is_not_reported_again_by_those_who_name_it() -> None:
    text = make.ORDER.replace("to: driver", "to: dog") + "\n"
    text = text.replace("late: [{notify: team_leader}]", "late: [{notice: chase}]")
    assert only_fault(dict(make.small(order=text))).code == "value.not_one_of"


def test_one_key_stands_once_in_all_chapters() -> None:
    again = "{key: chase, label: 催, channel: sms, to: driver, text: 催, from: R093}"
    more = f"chapter: more\ntitle: 更多\nnotices:\n  - {again}\n"
    fault = only_fault(dict(make.small(more=more)))
    assert (fault.file, fault.line, fault.code) == ("more.yaml", 4, "key.repeated")
    assert "order.yaml:21" in render(fault)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "files.none"),
        ({**make.small(), "stray.yaml": "chapter: x"}, "file.unlisted"),
        ({"playbook.yaml": make.COVER}, "file.missing"),
        ({**make.small(), "order.yaml": b"\xff\xfe"}, "file.unreadable"),
        ({**make.small(), "order.yaml": "#" * 300_000}, "file.too_big"),
        ({**make.small(), "order.yaml": "a: [1, 2"}, "yaml.syntax"),
        ({**make.small(), "order.yaml": "a: 1\n---\nb: 2\n"}, "yaml.syntax"),
        ({**make.small(), "order.yaml": "a: " + "[" * 5000}, "yaml.too_deep"),
        ({**make.small(), "order.yaml": "a: !!python/object/apply:os.system ['true']"}, "yaml.tag"),
        ({**make.small(), "order.yaml": "- 1"}, "value.not_fields"),
        ({**make.small(), "order.yaml": ""}, "value.not_fields"),
    ],
)
def test_files_that_are_no_playbook_are_told_apart(files: dict[str, str | bytes], code: str) -> None:
    assert code in [fault.code for fault in loading.load(files).faults]


def test_a_text_that_multiplies_itself_is_refused() -> None:
    """Ten aliases of ten aliases of … would be a hundred million values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    files = {**make.small(), "order.yaml": "\n".join(lines)}
    assert "yaml.too_much" in [fault.code for fault in loading.load(files).faults]


def test_on_and_yes_and_times_stay_what_was_written() -> None:
    """YAML 1.1 would read the field `on` as true and 10:00 as 600."""
    playbook = loading.load(make.changed("warn: 1m", "repeat: {at: [10:00, 15:00], notify: owner}")).playbook
    assert playbook is not None
    repeat = playbook.promise("slip").repeat
    assert repeat is not None
    assert [at.isoformat("minutes") for at in repeat.at] == ["10:00", "15:00"]


@given(st.integers(0, len(make.ORDER) - 1), st.integers(0, 40), st.text(max_size=8))
def test_however_a_chapter_is_damaged_there_is_a_playbook_or_a_fault(at: int, cut: int, put: str) -> None:
    damaged = make.ORDER[:at] + put + make.ORDER[at + cut :]
    loaded = loading.load(make.small(order=damaged))
    assert (loaded.playbook is None) is bool(loaded.faults)
    for fault in loaded.faults:
        assert fault.place in render(fault)
        assert fault.place in render(fault, "en")


def test_every_fault_says_what_to_do_or_names_the_choice_in_both_languages() -> None:
    for code, sentence in SENTENCES.items():
        assert sentence.zh, code
        assert sentence.en, code
        assert bool(sentence.zh_remedy) is bool(sentence.en_remedy), code


def test_a_folder_is_read_by_its_yaml_files(tmp_path: Path) -> None:
    for name, text in make.small().items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "notes.txt").write_text("not a chapter")
    loaded = loading.load(loading.read_folder(tmp_path))
    assert loaded.faults == ()
    assert set(loaded.files) == {"playbook.yaml", "order.yaml"}


STEP = "{key: kilos, label: 公斤→㎏, "


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        (f"shorten: [{STEP}replace: {{公斤: ㎏}}}}]", ""),
        (f"shorten: [{STEP}use: {{shipper: shipper_short}}}}]", ""),
        (f"shorten: [{STEP}in: goods, replace: {{汽车配件: 汽配}}}}]", ""),
        (f'shorten: [{STEP}text: "{{serial}}"}}]', ""),
        (f"shorten: [{STEP}}}]", "shorten.either"),
        (f"shorten: [{STEP}text: a, replace: {{b: c}}}}]", "shorten.either"),
        (f"shorten: [{STEP}in: goods, use: {{goods: goods_brief}}}}]", "shorten.either"),
        (f"shorten: [{STEP}replace: {{公斤: 千克左右}}}}]", "shorten.longer"),
        (f"shorten: [{STEP}in: shipper_phone, replace: {{转: 拨}}}}]", "shorten.protected"),
        (f"shorten: [{STEP}use: {{shipper: shiper_short}}}}]", "variable.unknown"),
        (f"shorten: [{STEP}in: gods, replace: {{a: b}}}}]", "variable.unknown"),
        (f"shorten: [{STEP}replace: {{a: b}}}}, {STEP}replace: {{c: d}}}}]", "key.repeated"),
        ("leave_out: [reminder]", ""),
        ("leave_out: payment", "shorten.protected"),
        ("leave_out: [remainder]", "variable.unknown"),
        ("reads_as: novel", "value.not_one_of"),
        ("shorter: ['催']", "field.unknown"),
    ],
)
def test_shortenings_that_cannot_work_are_told(extra: str, code: str) -> None:
    """R071: each step does one thing and makes it shorter; what may never be left out is protected."""
    notice = "{key: more, label: 催, channel: sms, to: driver, text: 催, from: R093, " + extra + "}"
    loaded = loading.load(make.small(more=f"chapter: more\ntitle: 更多\nnotices:\n  - {notice}\n"))
    assert [fault.code for fault in loaded.faults] == ([code] if code else [])
    for fault in loaded.faults:
        assert (fault.file, fault.line) == ("more.yaml", 4)
        assert "“" in render(fault)


def test_a_version_published_with_whole_shorter_texts_keeps_them() -> None:
    """R070: what was published before stays readable, and shortens as it did."""
    stored = {"key": "x", "label": "催", "channel": "sms", "to": ["driver"], "text": "催一催", "from": "R093"}
    kept = schema.Notice.model_validate({**stored, "shorter": ["催"]}, context={schema.STORED: True})
    assert [step.text for step in kept.shorten] == ["催"]
    assert (
        schema.Notice.model_validate({**stored, "shorter": []}, context={schema.STORED: True}).shorten == ()
    )
