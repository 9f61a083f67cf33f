"""Which programs' lists are known by their headings, before anybody of this office has matched their columns?

The national membership software (Quản lý đoàn viên, QLĐV) writes one row a member. Its sheets differ from version to
version in order and in what they add, so a list is known by the headings that matter, wherever they stand.
"""

from unions.vietnamese import fold

QLDV = "Phần mềm Quản lý đoàn viên"
# heading of the export: what it means here; all else in it is about the person and is not read
HEADINGS = {
    "STT": "stt",
    "Họ và tên": "person",
    "Họ tên": "person",
    "Họ và tên đoàn viên": "person",
    "Giới tính": "sex",
    "Số thẻ đoàn viên": "card",
    "Mã số thẻ đoàn viên": "card",
    "Số thẻ": "card",
    "Mã đoàn viên": "card",
    "Trạng thái": "status",
    "Tình trạng": "status",
    "Trạng thái sinh hoạt": "status",
    "Tình trạng sinh hoạt": "status",
    "Mã đơn vị": "code",
    "Mã CĐCS": "code",
    "Mã công đoàn cơ sở": "code",
    "Đơn vị": "name",
    "Tên đơn vị": "name",
    "CĐCS": "name",
    "Tên CĐCS": "name",
    "Công đoàn cơ sở": "name",
    "Tên công đoàn cơ sở": "name",
    "Đơn vị sinh hoạt": "name",
    "Công đoàn cấp trên": "parent",
    "Công đoàn cấp trên trực tiếp": "parent",
    "Công đoàn cấp trên trực tiếp cơ sở": "parent",
    "Đơn vị cấp trên": "parent",
}
MEANT = {fold(heading): meaning for heading, meaning in HEADINGS.items()}
# Of these a list of anybody else's people has none.
SIGNS = {
    fold(heading)
    for heading in ("Số thẻ đoàn viên", "Mã số thẻ đoàn viên", "Mã đoàn viên", "Ngày vào công đoàn")
} | {fold(heading) for heading in ("Ngày gia nhập công đoàn", "Ngày kết nạp đoàn viên", "Ngày cấp thẻ")}


def known(headings):
    """{meaning: column} of a list of the membership software, or None where the headings are of something else."""
    plain = [fold(str(heading or "")) for heading in headings]
    columns = {}
    for column, heading in enumerate(plain):
        if heading in MEANT:
            columns.setdefault(MEANT[heading], column)
    has_unit = "name" in columns or "code" in columns
    has_person = "person" in columns and ("sex" in columns or "card" in columns)
    return columns if has_unit and has_person and SIGNS & set(plain) else None
