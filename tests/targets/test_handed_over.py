"""Does what was signed stay with who signed it, when the post passes on or somebody acts for its holder?"""

from datetime import date

from targets.models import Signature
from targets.proving import verify_pledge
from targets.signing import sign
from tests.cast import DAY, NOW
from tests.factories import UserFactory
from tests.targets.campaign_cast import *  # noqa: F403
from unions.access import Access
from unions.appointing import hand_over
from unions.delegating import delegate
from unions.models import User


def put(pledge, by):
    return sign(pledge, by=by, at=NOW, received_at=NOW, password_age=5, seen_hash=pledge.content_hash)


def test_the_signature_of_before_stays_with_the_one_who_signed(pledge, chair, officer, grassroots):
    post, to = chair.mandate, UserFactory(full_name="Trần Thị Mai")
    put(pledge, chair)
    before = Signature.objects.values().get()
    hand_over(post, to=to, by=officer, at=NOW, on=date(2021, 3, 11), decision_no="12/QĐ", post="Tân Chủ tịch")
    User.objects.filter(pk=post.user_id).update(full_name="Tên Khác")
    after = Signature.objects.values().get()
    assert after == before
    assert (after["signer_id"], after["signer_post"]) == (post.user_id, post.post)
    assert verify_pledge(pledge) == []
    assert Access(to, date(2021, 3, 11)).chaired == [grassroots.pk]


def test_who_signs_for_the_chair_is_named_so_for_ever(pledge, chair, officer):
    deputy = UserFactory(full_name="Trần Thị Mai")
    columns = {"on": DAY, "until_on": date(2021, 6, 1), "post": "Phó Chủ tịch"}
    delegate(chair.mandate, to=deputy, by=chair, at=NOW, **columns)
    put(pledge, Access(deputy, DAY))
    signature = Signature.objects.get()
    assert signature.signer_name == "Trần Thị Mai"
    assert signature.signer_post == f"Phó Chủ tịch, theo ủy quyền của {chair.mandate.post}"
