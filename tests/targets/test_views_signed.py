"""Does the page of a person tell what they signed, to those who see the pledge?"""

from targets.signing import sign
from tests.cast import NOW
from tests.targets.campaign_cast import *  # noqa: F403


def test_what_a_person_signed_stays_with_them(sign_in, chair, officer, officer_of, stranger, pledge):
    sign(pledge, by=chair, at=NOW, received_at=NOW, password_age=5, seen_hash=pledge.content_hash)
    address = f"/nguoi/{chair.user.uid}/da-ky/"
    client = sign_in(officer)
    assert f'hx-get="{address}"' in client.get(f"/nguoi/{chair.user.uid}/").content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert f'href="/giao-uoc/{pledge.uid}/"' in part
    assert "<html" not in part
    assert "Hiện 1–1 trên 1 chữ ký" in client.get(address).content.decode()
    assert "Chưa ký giao ước nào" in client.get(f"/nguoi/{officer.user.uid}/da-ky/").content.decode()
    assert sign_in(officer_of(stranger)).get(address).status_code == 404
