"""What does a leader choose when asking for a summary?"""

from django import forms

from reports.models import SummaryReport


class SummaryForm(forms.Form):
    structure = forms.ChoiceField(
        label="Cơ cấu tổ chức",
        choices=SummaryReport.Structure.choices,
        initial=SummaryReport.Structure.THEN,
        required=False,
        error_messages={"invalid_choice": "Chọn “Cơ cấu lúc đó” hoặc “Cơ cấu hiện nay”."},
    )

    def clean_structure(self):
        return self.cleaned_data["structure"] or SummaryReport.Structure.THEN
