"""`yinuo playbook`: the manual as files, checked, compared, published, exported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ledger
from tests.factories import playbooks as make
from yinuo.playbooks import actions
from yinuo.playbooks.models import PlaybookVersion

PACK = Path(actions.__file__).parents[1] / "packs" / "freight" / "playbook"


def write(folder, files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_sound_playbook_is_said_to_be_sound(say):
    done = say("playbook", "check", PACK)
    assert (done.exit_code, done.output) == (0, "freight: sound, 15 chapters\n")


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (["--language", "zh"], {}, "“soon”不是时长。写成 30s、3m、2h 或 1d。"),
        ([], {"LANG": "zh_CN.UTF-8"}, "“soon”不是时长。写成 30s、3m、2h 或 1d。"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "“soon” is not a span of time."),
        (["--language", "en"], {"LANG": "zh_CN.UTF-8"}, "“soon” is not a span of time."),
    ],
)
def test_every_fault_is_a_line_that_editors_understand(say, tmp_path, arguments, environment, sentence):
    folder = write(tmp_path / "pb", make.changed("within: 3m", "within: soon"))
    done = say("playbook", "check", folder, *arguments, **environment)
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    assert line.startswith(f"order.yaml:15: promises[slip].within: {sentence}")


def test_the_check_needs_no_database_and_leaves_nothing_behind(tmp_path):
    command = [sys.executable, "-c", "from yinuo.cli import main; main()", "playbook", "check", str(PACK)]
    nowhere = {
        **os.environ,
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none",
        "YINUO_DATA": str(tmp_path / "x"),
    }
    done = subprocess.run(command, env=nowhere, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "freight: sound, 15 chapters\n"), done.stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.django_db
def test_a_difference_is_told_change_by_change(say, tmp_path):
    actions.publish(make.small(), by=None)
    same = write(tmp_path / "same", make.small())
    assert (say("playbook", "diff", same).exit_code, say("playbook", "diff", same).output) == (0, "")
    other = write(tmp_path / "other", make.changed("within: 3m", "within: 5m"))
    done = say("playbook", "diff", other, "--language", "zh")
    assert done.exit_code == 1
    assert done.output == "改了时限 slip 的期限：“3m”→“5m”（001 三(二)2.2.1 R062）\n"
    broken = write(tmp_path / "broken", make.changed("within: 3m", "within: soon"))
    assert say("playbook", "diff", broken).exit_code == 2


@pytest.mark.django_db
def test_before_the_first_publication_everything_is_new(say, tmp_path):
    done = say("playbook", "diff", write(tmp_path / "pb", make.small()))
    assert done.exit_code == 1
    assert "added promises[slip]" in done.output


@pytest.mark.django_db
def test_publishing_makes_the_next_version_in_the_name_of_who_does_it(say, tmp_path, manager):
    folder = write(tmp_path / "pb", make.small())
    assert say("playbook", "publish", folder, "--by", "8401").output == "small v1 is in force\n"
    assert PlaybookVersion.objects.get().published_by == manager
    assert ledger.kinds()[-1] == "playbook.published"
    assert say("playbook", "publish", folder).output == "small v1: nothing has changed\n"
    assert PlaybookVersion.objects.count() == 1


@pytest.mark.django_db
def test_who_may_not_publish_is_refused_in_words(say, tmp_path, agent):
    done = say(
        "playbook", "publish", write(tmp_path / "pb", make.small()), "--by", "8011", LANG="zh_CN.UTF-8"
    )
    assert done.exit_code == 1
    assert "你没有做这件事的权限" in done.output
    assert not PlaybookVersion.objects.exists()


@pytest.mark.django_db
def test_a_faulty_playbook_is_not_published(say, tmp_path):
    done = say("playbook", "publish", write(tmp_path / "pb", make.changed("within: 3m", "within: soon")))
    assert done.exit_code == 1
    assert "order.yaml:15: promises[slip].within" in done.output
    assert not PlaybookVersion.objects.exists()


@pytest.mark.django_db
def test_what_is_exported_is_what_was_published(say, tmp_path):
    actions.publish(make.small(), by=None)
    actions.publish(make.changed("within: 3m", "within: 5m"), by=None)
    assert say("playbook", "export", tmp_path / "new").output == f"small v2: 2 files in {tmp_path / 'new'}\n"
    assert say("playbook", "diff", tmp_path / "new").exit_code == 0
    say("playbook", "export", tmp_path / "old", "--number", "1")
    assert (tmp_path / "old" / "order.yaml").read_text() == make.small()["order.yaml"]
    assert say("playbook", "export", tmp_path / "old").exit_code == 1
    missing = say("playbook", "export", tmp_path / "no", "--number", "7")
    assert missing.exit_code == 1
    assert not (tmp_path / "no").exists()
