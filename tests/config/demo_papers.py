"""What must stand in the printed papers of the five documents, and what must come back when they are read again?"""

from datetime import date

from emulation.indicator_kinds import Kind
from emulation.planreading.reading import read_plan
from targets.papers import print_paper
from tests.papers_reading import text_of

ON = date(2021, 5, 3)
UNCOUNTED = (Kind.DONE, Kind.NARRATIVE)
S0_PLAN = [
    "LĐLĐ TỈNH AN GIANG",
    "HUYỆN TỊNH BIÊN",
    "Tổ chức phong trào thi đua năm 2021",
    "- 100% Công đoàn cơ sở tổ chức tuyên truyền phổ biến chủ trương, chính sách, pháp luật của Đảng và Nhà nước, tổ "
    "chức công đoàn.",
    "- Hướng dẫn tổ chức thương lượng và ký kết thỏa ước lao động tập thể, doanh nghiệp ngoài quốc doanh đạt trên 75%.",
    "- Phấn đấu trên 95% cơ quan, đơn vị, doanh nghiệp đạt danh hiệu văn hóa.",
    "- Trong năm không để xảy ra TNLĐ nghiêm trọng, chết người.",
    "- Kiện toàn bộ máy làm công tác An toàn vệ sinh lao động trong các doanh nghiệp.",
    "“Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”",
    "Tập trung nâng cao chất lượng hoạt động Công đoàn cơ sở và phát triển đoàn viên ở khu vực ngoài nhà nước.",
    "- Giai đoạn 1: từ ngày 01/01/2021 đến ngày 30/4/2021.",
    "- Giai đoạn 2: từ ngày 01/5/2021 đến ngày 31/12/2021.",
    "- Phát động: ngày 05/3/2021.",
    "chậm nhất ngày 26/3/2021",
    "ngày 09/3/2021",
    "giai đoạn 2020-2025",
    "hướng dẫn củng cố tổ chức công đoàn; công tác tài chính; quản lý hồ sơ, sổ sách công đoàn; công tác thi đua khen "
    "thưởng; triển khai thực hiện các mô hình tiên tiến trong tổ chức công đoàn; cập nhật phần mềm quản lý đoàn viên; "
    "thẻ công đoàn.",
    "- LĐLĐ tỉnh An Giang (để báo cáo);",
    "- Các khối thi đua;",
    "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH",
]
S4_LETTER = [
    "Số: 708/LĐLĐ-CTCS",
    "Quảng Trị, ngày 22 tháng 02 năm 2021",
    "V/v đăng ký nội dung thi đua năm\u00a02021",
    "Kính gửi: Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Quảng Trị",
    "Thực hiện Công văn số 01/MTTQ-KTĐ ngày 18/02/2021 của Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh “V/v đăng ký nội dung "
    "thi đua năm 2021”, Ban Thường vụ LĐLĐ tỉnh Quảng Trị đăng ký các nội dung thi đua năm 2021 như sau:",
    "I. NỘI DUNG THI ĐUA\n1. Chủ đề thi đua\n“Tận dụng cơ hội, vượt mọi khó khăn, nỗ lực phấn đấu, đưa nghị quyết của "
    "Đảng vào cuộc sống”.",
    "2.2. Đẩy mạnh các phong trào thi đua, cuộc vận động do Tổng LĐLĐ Việt Nam phát động",
    "II. MỘT SỐ CHỈ TIÊU PHẤN ĐẤU",
    "- Phát triển trên 1.500 đoàn viên, thành lập 20 CĐCS khu vực doanh nghiệp.",
    "- Tham gia bồi dưỡng, giới thiệu trên 1.000 đoàn viên công đoàn ưu tú cho Đảng xem xét kết nạp.",
    "- Thu kinh phí công đoàn doanh nghiệp đã có tổ chức công đoàn đạt trên 95%.",
    "- Hỗ trợ 30 nhà Mái ấm công đoàn cho CNVCLĐ khó khăn về nhà ở.",
    "- Phối hợp hướng dẫn, kiểm tra, giám sát, thanh tra thực hiện pháp luật lao động, công đoàn từ 80 doanh nghiệp "
    "trở lên.",
    "- 100% CĐCS khu vực hành chính sự nghiệp phối hợp tổ chức Hội nghị CBCC,VC.",
    "- 100% CĐCS khu vực doanh nghiệp (từ 10 lao động trở lên) phối hợp tổ chức Hội nghị người lao động và có thoả ước "
    "lao động tập thể đạt chất lượng.",
    "- 100% Công đoàn cấp trên trực tiếp cơ sở tổ chức tối thiểu 01 hội nghị trao đổi kinh nghiệm hoạt động, nâng cao "
    "chất lượng CĐCS.",
    "III. ĐĂNG KÝ DANH HIỆU THI ĐUA",
    "Cờ thi đua UBND tỉnh",
    "Cờ thi đua Chính phủ",
    "./.\nNơi nhận:\n- Như trên;\n- Thường trực, các ban LĐLĐ tỉnh;\n- Lưu: VT, CTCS.",
    "TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH\nNguyễn Thị Thu Hà",
]


def printed(campaign, kind):
    return text_of(print_paper(campaign, kind, "docx", on=ON)[0])


def missing(campaign, kind, wanted):
    text = printed(campaign, kind)
    return [each for each in wanted if each not in text]


def read_again(campaign):
    """(phases, aims) as the reader finds them in the printed plan."""
    draft = read_plan(printed(campaign, "ke-hoach"))
    phases = [(each.starts_on, each.ends_on, each.theme or "") for each in draft.phases]
    counted = [each for each in draft.indicators if each.kind not in UNCOUNTED]
    return phases, [(each.kind, each.comparator, each.value) for each in counted]


def expected(campaign):
    """(phases, aims) of the campaign: several zeros of one line are one, a phase of the whole year is none."""
    phases = [(each.starts_on, each.ends_on, each.theme) for each in campaign.phases.all()]
    rows = campaign.indicators.exclude(kind__in=UNCOUNTED).in_order()
    rows = [each for each in rows if not (each.kind == Kind.ZERO and each.same_line_as_id)]
    return phases, [_told(each) for each in rows]


def _told(indicator):
    """As `read_plan` tells it: of what each body must do, the figure of the body; "all" is 100."""
    comparator, value = indicator.comparator, indicator.value
    if indicator.unit_value is not None:
        comparator, value = indicator.unit_comparator, indicator.unit_value
    elif comparator == "all":
        value = 100 * 10_000
    return indicator.kind, comparator, (value or 0) / 10_000
