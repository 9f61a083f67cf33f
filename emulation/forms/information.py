"""What does step 1 of a plan ask: number, name, theme, basis, days, rules?"""

from django import forms

from emulation.drafting import YEARS
from emulation.forms.fields import DayField, HourField, PlanForm, day_and_hour, moment_of
from emulation.models import Campaign
from unions.models import UnionBody
from unions.outside import outside_of
from unions.web import typed_number

PHASE_WORDS = [("giai đoạn", "giai đoạn"), ("đợt", "đợt")]
PLAIN = ["name", "theme", "plan_number", "plan_on", "basis", "summary_text", "launch_on", "cutoff_on"]
RULES = [
    "phase_word",
    "late_policy",
    "unregistered_policy",
    "strict_over",
    "agree_when_taken",
    "has_pledge",
]


class InformationForm(PlanForm):
    needed = {
        "name": "Ghi tên phong trào, ví dụ: Phong trào thi đua năm 2021.",
        "year": "Ghi năm của phong trào bằng bốn chữ số, ví dụ 2021.",
        "phase_word": "Chọn cách gọi: giai đoạn hay đợt.",
        "late_policy": "Chọn quy định với bản nộp sau hạn.",
        "unregistered_policy": "Chọn quy định với đơn vị không đăng ký.",
    }

    organiser = forms.ModelChoiceField(
        UnionBody.objects.none(),
        label="Đơn vị tổ chức",
        required=False,
        empty_label=None,
        to_field_name="code",
        error_messages={"invalid_choice": "Chọn một đơn vị trong danh sách."},
    )
    name = forms.CharField(
        label="Tên phong trào",
        required=False,
        max_length=240,
        error_messages={"max_length": "Tên phong trào dài quá 240 chữ: rút gọn lại."},
    )
    year = forms.CharField(
        label="Năm",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    plan_number = forms.CharField(
        label="Số, ký hiệu kế hoạch",
        required=False,
        max_length=80,
        error_messages={"max_length": "Số, ký hiệu dài quá 80 chữ: kiểm tra lại."},
        help_text="Văn thư chưa cho số thì để trống.",
    )
    plan_on = DayField(label="Ngày kế hoạch", help_text="Ví dụ 22/02/2021.")
    theme = forms.CharField(
        label="Chủ đề",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ghi đúng từng chữ như trong kế hoạch.",
    )
    basis = forms.CharField(
        label="Căn cứ",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi căn cứ một dòng.",
    )
    summary_text = forms.CharField(
        label="Mục đích, yêu cầu", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    addressee = forms.ModelChoiceField(
        UnionBody.objects.none(),
        label="Đăng ký với",
        required=False,
        empty_label="Không đăng ký lên đâu",
        to_field_name="code",
        help_text="Tổ chức ngoài mà đơn vị đăng ký lên, ví dụ Ủy ban Mặt trận Tổ quốc.",
        error_messages={"invalid_choice": "Chọn một tổ chức trong danh sách."},
    )
    launch_on = DayField(label="Ngày phát động", help_text="Để trống: lấy ngày bấm Phát động.")
    cutoff_on = DayField(
        label="Ngày chốt số liệu đơn vị",
        help_text="Số lao động, đoàn viên tính đến ngày này; để trống: ngày phát động.",
    )
    due_on = DayField(label="Hạn đăng ký: ngày", help_text="Ví dụ 31/03/2021.")
    due_hour = HourField(label="Hạn đăng ký: giờ", help_text="Ví dụ 17:00; để trống: hết ngày.")
    phase_word = forms.ChoiceField(label="Kế hoạch chia năm thành các", choices=PHASE_WORDS, required=False)
    late_policy = forms.ChoiceField(label="Nộp sau hạn", choices=Campaign.LatePolicy.choices, required=False)
    unregistered_policy = forms.ChoiceField(
        label="Đơn vị không đăng ký", choices=Campaign.UnregisteredPolicy.choices, required=False
    )
    strict_over = forms.BooleanField(
        label="Chỉ tiêu “trên …” phải vượt mức; đúng bằng mức là chưa đạt", required=False
    )
    agree_when_taken = forms.BooleanField(
        label="Đơn vị nhận đủ chỉ tiêu giao thì ký giao ước ngay, không chờ duyệt", required=False
    )
    has_pledge = forms.BooleanField(label="Phong trào có ký giao ước thi đua", required=False)

    def __init__(self, *args, organisers=(), **kwargs):
        super().__init__(*args, **kwargs)
        if len(organisers) > 1:
            self.fields["organiser"].queryset = UnionBody.objects.filter(pk__in=[b.pk for b in organisers])
        else:
            del self.fields["organiser"]
        outsiders = outside_of(organisers).in_order()
        if outsiders.exists():
            self.fields["addressee"].queryset = outsiders
        else:
            del self.fields["addressee"]
        year = typed_number(self.data.get("year")) if self.is_bound else None
        for name in ("plan_on", "launch_on", "cutoff_on", "due_on"):
            self.fields[name].year = year if year in YEARS else None

    def clean_year(self):
        text = self.cleaned_data["year"].strip()
        if not text:
            return ""
        year = typed_number(text)
        if year not in YEARS:
            raise forms.ValidationError("Năm phải có bốn chữ số, từ 2000 đến 2099, ví dụ 2021.")
        return year

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("due_hour") and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Đã ghi giờ thì ghi cả ngày của hạn đăng ký, ví dụ 31/03/2021.")
        return cleaned

    def columns(self):
        """What `draft` and `revise` write."""
        cleaned = self.cleaned_data
        columns = {name: cleaned[name] for name in [*PLAIN, "year", *RULES]}
        columns["registration_due_at"] = moment_of(cleaned["due_on"], cleaned["due_hour"])
        if "addressee" in self.fields:
            columns["addressee"] = cleaned["addressee"]
        return columns


def initial_of(campaign):
    """What the form shows of a campaign already begun."""
    due_on, due_hour = day_and_hour(campaign.registration_due_at)
    shown = {name: getattr(campaign, name) for name in [*PLAIN, "year", *RULES]}
    addressee = campaign.addressee.code if campaign.addressee else None
    return {**shown, "due_on": due_on, "due_hour": due_hour, "addressee": addressee}


def initial_of_new(today):
    """What a blank plan starts with: the model's own defaults and this year."""
    fresh = Campaign(year=today.year, name="")
    return {**{name: getattr(fresh, name) for name in RULES}, "year": today.year}
