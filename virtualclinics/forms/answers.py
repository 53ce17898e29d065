from __future__ import annotations

from django import forms

from practices.confidentiality.forms import IdentifierFreeMixin
from virtualclinics.bands import HbA1cBand
from virtualclinics.enums import Outcome, Pathway, Theme


class RecommendationForm(IdentifierFreeMixin, forms.Form):
    text = forms.CharField(label="Recommendation", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    reasoning = forms.CharField(label="Reasoning", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    themes = forms.MultipleChoiceField(label="Themes", choices=Theme.choices, widget=forms.CheckboxSelectMultiple)
    pathway = forms.ChoiceField(label="From now on", choices=[("", "Choose one"), *Pathway.choices])


class ReturnForm(IdentifierFreeMixin, forms.Form):
    because = forms.CharField(
        label="What should the practice add or change?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class OutcomeForm(IdentifierFreeMixin, forms.Form):
    outcome = forms.ChoiceField(label="What became of it?", choices=Outcome.choices, widget=forms.RadioSelect)
    hba1c_after = forms.ChoiceField(
        label="HbA1c since (mmol/mol)", choices=[("", "Not given"), *HbA1cBand.choices], required=False
    )
    note = forms.CharField(
        label="What you did",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="Nothing from which the person could be recognised.",
    )
