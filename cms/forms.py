"""Forms that look like NHS.UK and lose nothing that was typed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

from cms.clock import LONDON
from cms.fields import DateParts

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class NHSRenderer(TemplatesSetting):
    """Every form of the site, allauth's too: fields through NHS.UK's macros, an error summary above them."""

    form_template_name = "nhs/form.html"
    field_template_name = "nhs/field.html"


class NHSDateField(forms.MultiValueField):
    """A date in three boxes. Takes months as numbers or names; what cannot be a date comes back as it was typed."""

    widget = DateParts

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "For example, 27 3 2026")
        boxes = (forms.CharField(), forms.CharField(), forms.CharField())
        super().__init__(boxes, require_all_fields=False, **options)

    def clean(self, value: Any) -> date | None:
        parts = [str(part or "").strip() for part in value or ("", "", "")]
        if not any(parts):
            return self._empty()
        missing = [name for name, part in zip(("day", "month", "year"), parts, strict=True) if not part]
        if missing:
            raise ValidationError(f"{self._name()} must include a {' and a '.join(missing)}.", code="incomplete")
        day = self._date(*parts)
        self.run_validators(day)
        return day

    def _empty(self) -> None:
        if self.required:
            raise ValidationError(f"Enter {self._name()[:1].lower()}{self._name()[1:]}.", code="required")

    def _date(self, day: str, month: str, year: str) -> date:
        if len(year) != 4 or not year.isdecimal():
            raise ValidationError(f"{self._name()}: the year must have 4 numbers, such as 2026.", code="year")
        try:
            return date(int(year), month_number(month), int(day))
        except ValueError as error:
            raise ValidationError(f"{self._name()} must be a real date, such as 27 3 2026.", code="invalid") from error

    def _name(self) -> str:
        return str(self.label or "The date")


def month_number(typed: str) -> int:
    """3 for "3", "03", "Mar" or "March". Raises ValueError for anything else."""
    if typed.isdecimal():
        return int(typed)
    return MONTHS.index(typed[:3].lower()) + 1


class DayInput(forms.DateInput):
    """The browser's own date picker, for choosing a day to look at rather than one to remember."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentForm(forms.Form):
    """As of which day, as known on which day: the two clocks of every standing, for a GET request."""

    as_of = forms.DateField(label="On this day", required=False, widget=DayInput)
    known_at = forms.DateField(label="As it was known on", required=False, widget=DayInput)
    use_required_attribute = False

    def moments(self, *, today: date, now: datetime) -> tuple[date, datetime]:
        """The day asked about, and the moment up to which we knew: the end of the London day, or now if none is given.

        A form that is not valid answers for today; it shows its own errors.
        """
        asked = self.cleaned_data if self.is_valid() else {}
        known_on = asked.get("known_at")
        return asked.get("as_of") or today, end_of(known_on) if known_on else now


def end_of(day: date) -> datetime:
    """The last moment of a London day, in UTC."""
    return datetime.combine(day, time.max, LONDON).astimezone(UTC)
