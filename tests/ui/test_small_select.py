"""The list to choose from above a list of rows."""

from django import forms

from yinuo.ui.forms import SmallSelect


class Form(forms.Form):
    """One choice."""

    whom = forms.ChoiceField(choices=[("", "不限"), ("1", "<王> & 李"), ("2", "赵")], widget=SmallSelect)


def test_what_was_chosen_is_chosen() -> None:
    shown = str(Form({"whom": "2"})["whom"])
    assert '<option value="2" selected>赵</option>' in shown
    assert shown.count("selected") == 1


def test_nothing_chosen_and_nothing_that_is_markup() -> None:
    shown = str(Form()["whom"])
    assert shown.startswith('<select name="whom" class="select input--sm"')
    assert 'id="id_whom"' in shown
    assert '<option value="1">&lt;王&gt; &amp; 李</option>' in shown


def test_a_value_that_is_no_choice_chooses_nothing() -> None:
    assert "selected" not in str(Form({"whom": '"><script>'})["whom"])
