"""Reading the manual: contents, chapters, versions, what changed, the files."""

import io
import zipfile

import pytest
from django.urls import reverse

from yinuo.playbooks import actions
from yinuo.playbooks.rules import loading, packs

PAGES = [
    ("playbook", []),
    ("playbook-chapter", ["order"]),
    ("playbook-versions", []),
    ("playbook-compare", [0, 1]),
    ("playbook-export", [1]),
]


def page(answer):
    return answer.content.decode()


def files():
    return dict(loading.read_folder(packs.playbook_folder("freight")))


def publish(before, after, chapter="slip.yaml"):
    changed = files()
    assert before in changed[chapter]
    return actions.publish(changed | {chapter: changed[chapter].replace(before, after, 1)}, by=None)


@pytest.mark.parametrize(("name", "arguments"), PAGES)
def test_everybody_who_works_here_reads_the_manual(name, arguments, freight, everybody, browse, client):
    for person in everybody.values():
        assert browse(person).get(reverse(name, args=arguments)).status_code == 200
    assert client.get(reverse(name, args=arguments)).status_code == 302


def test_the_contents_name_the_version_in_which_each_chapter_last_changed(reader):
    publish("within: 3m", "within: 4m")
    shown = page(reader.get(reverse("playbook")))
    assert "第 2 版，使用中" in shown
    tree = shown.partition('<ul class="tree">')[2].partition("</ul>")[0]
    assert tree.count("v1") == len(files()) - 2, "all chapters but the changed one; the cover is none"
    assert tree.count("v2") == 1
    assert "这一版改过" in shown
    assert "嫌价格高" in shown, "the lists of reasons"


def test_a_chapter_is_read_in_plain_words_with_its_clause_on_demand(reader):
    """R062 R063: the clause and the requirement stand behind 依据."""
    shown = page(reader.get(reverse("playbook-chapter", args=["slip"])))
    assert "3 分钟内（不分昼夜）" in shown
    assert "<summary>依据</summary><span>001 三(二)2.2.1 R062</span>" in shown
    assert "这一章从 v1 起没有变" in shown


def test_an_older_version_is_read_as_it_was(reader):
    publish("within: 3m", "within: 4m")
    now = page(reader.get(reverse("playbook-chapter", args=["slip"])))
    assert "4 分钟内" in now
    then = page(reader.get(reverse("playbook-chapter", args=["slip"]), {"version": 1}))
    assert "4 分钟内" not in then
    assert "v1，已换下" in then


def test_reading_costs_the_same_however_many_versions_there_are(reader, django_assert_num_queries):
    url = reverse("playbook-chapter", args=["slip"])
    reader.get(url)
    with django_assert_num_queries(6):
        reader.get(url)
    for minutes in range(4, 9):
        publish("within: 3m", f"within: {minutes}m")
    reader.get(url)
    with django_assert_num_queries(6):
        reader.get(url)


def test_two_versions_are_compared_item_by_item(reader):
    publish("within: 3m", "within: 4m")
    shown = page(reader.get(reverse("playbook-compare", args=[1, 2])))
    assert '<p class="del">3m</p><p class="ins">4m</p>' in shown
    assert "发出业务单" in shown
    assert "期限" in shown
    back = page(reader.get(reverse("playbook-compare", args=[2, 1])))
    assert '<p class="del">4m</p><p class="ins">3m</p>' in back
    assert "没有改动" in page(reader.get(reverse("playbook-compare", args=[2, 2])))
    versions = page(reader.get(reverse("playbook-versions")))
    assert reverse("playbook-compare", args=[1, 2]) in versions


@pytest.mark.parametrize(
    ("name", "arguments", "query"),
    [
        ("playbook-chapter", ["nothing"], {}),
        ("playbook-chapter", ["order"], {"version": "9"}),
        ("playbook-compare", [1, 9], {}),
        ("playbook-compare", [9, 1], {}),
        ("playbook-export", [9], {}),
    ],
)
def test_what_never_was_is_not_there(reader, name, arguments, query):
    assert reader.get(reverse(name, args=arguments), query).status_code == 404


def test_the_files_are_taken_away_as_they_were_published(reader):
    answer = reader.get(reverse("playbook-export", args=[1]))
    assert answer["Content-Disposition"] == 'attachment; filename="freight-v1.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == files()


def test_before_the_first_publication_the_page_says_so(browse, agent):
    assert "还没有发布手册" in page(browse(agent).get(reverse("playbook")))
