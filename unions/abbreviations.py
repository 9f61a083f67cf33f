"""Which abbreviations do union papers use, and what do they stand for? Both written as `fold` writes them."""

from collections import defaultdict

# An abbreviation with several meanings stands for each of them: a search finds both.
ABBREVIATIONS = {
    "bhxh": ["bao hiem xa hoi"],
    "bql": ["ban quan ly"],
    "bv": ["benh vien"],
    "bvdk": ["benh vien da khoa"],
    "cd": ["cong doan", "cao dang"],
    "cdcs": ["cong doan co so"],
    "cdn": ["cong doan nganh"],
    "cdv": ["cong doan vien"],
    "cn": ["chi nhanh", "cong nghiep"],
    "cnvc": ["cong nhan vien chuc"],
    "cnvcld": ["cong nhan vien chuc lao dong"],
    "cp": ["co phan"],
    "ct": ["cong ty"],
    "cty": ["cong ty"],
    "dh": ["dai hoc"],
    "dn": ["doanh nghiep"],
    "dntn": ["doanh nghiep tu nhan"],
    "dtnt": ["dan toc noi tru"],
    "dv": ["dich vu"],
    "gd": ["giao duc"],
    "gddt": ["giao duc va dao tao", "giao duc dao tao"],
    "gdtx": ["giao duc thuong xuyen"],
    "hcsn": ["hanh chinh su nghiep"],
    "hdnd": ["hoi dong nhan dan"],
    "htx": ["hop tac xa"],
    "kcn": ["khu cong nghiep"],
    "kkt": ["khu kinh te"],
    "ld": ["lao dong"],
    "ldld": ["lien doan lao dong"],
    "mg": ["mau giao"],
    "mn": ["mam non"],
    "mttq": ["mat tran to quoc"],
    "mtv": ["mot thanh vien"],
    "nh": ["ngan hang"],
    "nn": ["nha nuoc", "nong nghiep"],
    "pgd": ["phong giao duc"],
    "ptdtnt": ["pho thong dan toc noi tru"],
    "ptnt": ["phat trien nong thon"],
    "qltt": ["quan ly thi truong"],
    "sx": ["san xuat"],
    "tand": ["toa an nhan dan"],
    "td": ["tap doan"],
    "tdtt": ["the duc the thao"],
    "th": ["tieu hoc"],
    "thcs": ["trung hoc co so"],
    "thpt": ["trung hoc pho thong"],
    "tm": ["thuong mai"],
    "tnhh": ["trach nhiem huu han"],
    "tp": ["thanh pho"],
    "tphcm": ["thanh pho ho chi minh"],
    "tt": ["trung tam", "thi tran"],
    "ttyt": ["trung tam y te"],
    "tx": ["thi xa"],
    "ubmttq": ["uy ban mat tran to quoc"],
    "ubnd": ["uy ban nhan dan"],
    "vh": ["van hoa"],
    "vksnd": ["vien kiem sat nhan dan"],
    "vp": ["van phong"],
    "xd": ["xay dung"],
    "xn": ["xi nghiep"],
    "xnk": ["xuat nhap khau"],
}


def _turned():
    phrases = defaultdict(list)
    for short, meanings in ABBREVIATIONS.items():
        for meaning in meanings:
            phrases[meaning].append(short)
    # "Công đoàn" alone also begins "CĐCS", "CĐN": the short form counts at the beginning of a word.
    return dict(phrases)


# {phrase: its abbreviations}
PHRASES = _turned()
LONGEST = max(len(phrase.split()) for phrase in PHRASES)
