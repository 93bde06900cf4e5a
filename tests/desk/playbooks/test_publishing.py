"""Publishing through the page: checked, compared, put in force on a yes, and never by accident."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import ledger
from tests.desk.playbooks.test_reading import files, page, publish
from tests.factories import playbooks as make
from yinuo.playbooks.models import PlaybookVersion
from yinuo.playbooks.rules import loading


@pytest.fixture(autouse=True)
def _uploads(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def changed(before="within: 3m", after="within: 4m"):
    text = files()["slip.yaml"]
    assert before in text
    return files() | {"slip.yaml": text.replace(before, after, 1)}


def send(client, *uploads):
    chosen = [SimpleUploadedFile(name, content) for name, content in uploads]
    return client.post(reverse("playbook-upload"), {"upload": chosen})


def send_zip(client, chapters):
    return send(client, ("手册.zip", loading.write_zip(chapters)))


def test_only_those_who_may_publish_get_to_the_page(everybody, browse, freight):
    for role, person in everybody.items():
        allowed = role in ("MANAGER", "ADMINISTRATOR")
        client = browse(person)
        assert client.get(reverse("playbook-upload")).status_code == (200 if allowed else 403)
        assert send_zip(client, changed()).status_code == (302 if allowed else 403)
        shown = page(client.get(reverse("playbook")))
        assert (reverse("playbook-upload") in shown) == allowed


def test_a_zip_is_compared_and_published_on_a_yes(publisher, manager):
    address = send_zip(publisher, changed())["Location"]
    shown = page(publisher.get(address))
    assert "第 2 版，还没发布" in shown
    assert '<p class="del">3m</p><p class="ins">4m</p>' in shown
    assert PlaybookVersion.objects.count() == 1, "looking publishes nothing"
    done = publisher.post(address)
    assert done["Location"] == reverse("playbook")
    version = PlaybookVersion.objects.get(is_current=True)
    assert (version.number, version.published_by) == (2, manager)
    event = ledger.last("playbook.published")
    assert (event.actor_id, event.door, event.data["number"]) == (manager.pk, "desk", 2)
    assert "第 2 版已发布" in page(publisher.get(done["Location"]))
    assert publisher.post(address)["Location"] == reverse("playbook-upload"), "a yes counts once"
    assert PlaybookVersion.objects.count() == 2


def test_the_chapter_files_themselves_may_be_sent(publisher):
    uploads = [(name, text.encode()) for name, text in changed().items()]
    assert "4m" in page(publisher.get(send(publisher, *uploads)["Location"]))


def test_every_fault_is_named_with_file_line_field_and_remedy(publisher):
    answer = send_zip(publisher, changed(after="within: soon"))
    assert answer.status_code == 422
    shown = page(answer)
    assert "slip.yaml" in shown
    assert "promises[slip].within" in shown
    assert "“soon”不是时长。写成 30s、3m、2h 或 1d。" in shown
    assert PlaybookVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("uploads", "said"),
    [
        ([], "id_upload-err"),
        ([("手册.zip", b"nonsense")], "打不开这个压缩包"),
        ([("a.txt", b"x"), ("b.txt", b"y")], "没有找到 YAML 文件"),
        ([("a.zip", b"x" * (2 * 1024 * 1024 + 1))], "文件太大，最多 2 MB"),
        ([("playbook.yaml", "手册".encode("gb18030"))], "读不出这个文件"),
        ([("order.yaml", b"chapter: order")], "没有找到 playbook.yaml"),
    ],
)
def test_what_is_no_playbook_is_refused_with_a_reason(publisher, uploads, said):
    answer = send(publisher, *uploads)
    assert answer.status_code == 422
    assert said in page(answer)


def test_the_same_manual_again_has_nothing_to_publish(publisher):
    shown = page(publisher.get(send_zip(publisher, files())["Location"]))
    assert "没有改动" in shown
    assert "马上生效" not in shown


def test_who_published_meanwhile_is_not_overwritten_unseen(publisher):
    address = send_zip(publisher, changed())["Location"]
    publish("within: 3m", "within: 6m")
    answer = publisher.post(address)
    assert answer.status_code == 302
    assert answer["Location"] != reverse("playbook")
    shown = page(publisher.get(answer["Location"]))
    assert "别人刚刚发布了新版本" in shown
    assert '<p class="del">6m</p><p class="ins">4m</p>' in shown
    assert PlaybookVersion.objects.count() == 2
    publisher.post(answer["Location"])
    assert PlaybookVersion.objects.get(is_current=True).number == 3


def test_another_manual_is_announced_as_such(publisher):
    shown = page(publisher.get(send_zip(publisher, dict(make.small()))["Location"]))
    assert "这是另一本手册（small）" in shown


def test_a_kept_manual_serves_only_whom_it_was_kept_for(publisher, browse, administrator):
    address = send_zip(publisher, changed())["Location"]
    assert browse(administrator).post(address)["Location"] == reverse("playbook-upload")
    assert PlaybookVersion.objects.count() == 1
