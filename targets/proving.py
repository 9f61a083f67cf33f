"""Is a pledge still exactly what was signed, and what does the server countersign?"""

import base64
from datetime import UTC

from targets.models import Pledge, PledgeParty
from targets.opening import related
from targets.pledge_content import canonical, composed, digest, owner_name, words_of
from unions import keys

SIGNED_STATES = (PledgeParty.State.SIGNED, PledgeParty.State.ADDED)


def verify_pledge(pledge):
    """Sentences about everything that does not fit what was signed; [] when the pledge is whole."""
    pledge = related(Pledge.objects).get(pk=pledge.pk)
    if pledge.state == "drafted":
        return []
    problems = []
    if digest(pledge.content) != pledge.content_hash:
        return [f"{pledge}: nội dung đã bị sửa, không khớp mã SHA-256."]
    words = words_of(pledge)
    if (words["code"], words["version"]) != (pledge.code, pledge.version):
        problems.append(f"{pledge}: mã hoặc số bản không khớp nội dung.")
    if _owner_words(words) != _owner_columns(pledge):
        problems.append(f"{pledge}: đơn vị hoặc phong trào không khớp nội dung.")
    if _lines_in(words) != _lines_kept(pledge, len(words["lines"])):
        problems.append(f"{pledge}: các dòng cam kết không khớp nội dung.")
    signatures = list(pledge.signatures.select_related("party").order_by("pk"))
    problems += [problem for each in signatures for problem in _signature_problems(pledge, each)]
    if not signatures and pledge.state != "signing":
        problems.append(f"{pledge}: ghi là đã ký nhưng không có chữ ký.")
    signed = {party.pk for party in pledge.parties.all() if party.state in SIGNED_STATES}
    if signed != {each.party_id for each in signatures}:
        problems.append(f"{pledge}: tình trạng các bên không khớp với chữ ký.")
    return problems


def message_of(signature):
    """What the server countersigns: every column of the signature, in one canonical form."""
    columns = {
        "uid": str(signature.uid),
        "pledge": signature.pledge_id,
        "party": signature.party_id,
        "signer": signature.signer_id,
        "name": signature.signer_name,
        "post": signature.signer_post,
        "body": signature.body_name,
        "capacity": signature.capacity,
        "method": signature.method,
        "password_age": signature.password_age,
        "received_at": _instant(signature.received_at),
        "signed_at": _instant(signature.signed_at),
        "hash": signature.content_hash,
        "key": signature.key_id,
    }
    return canonical(columns).encode()


def _instant(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _signature_problems(pledge, signature):
    if signature.party.pledge_id != pledge.pk or signature.content_hash != pledge.content_hash:
        yield f"Chữ ký của {signature.signer_name}: không phải trên nội dung giao ước này."
    try:
        seal = base64.b64decode(signature.server_signature, validate=True)
    except ValueError:
        seal = b""
    if not keys.verify(message_of(signature), seal):
        yield f"Chữ ký của {signature.signer_name}: đã bị sửa, không khớp chữ ký của máy chủ."


def _owner_words(words):
    owner = words["unit"]["name"] if "unit" in words else words["bloc"]["name"]
    return owner, words["campaign"]["code"]


def _owner_columns(pledge):
    return composed(owner_name(pledge)), pledge.campaign.code


def _lines_in(words):
    return [(line["statement"], line["promise"], line["unit"]) for line in words["lines"]]


def _lines_kept(pledge, count):
    """The last `count` lines: those of the opening that stands, behind those of openings taken back."""
    rows = list(pledge.lines.order_by("-position", "-pk")[:count])[::-1]
    return [tuple(map(composed, (row.statement, row.promise, row.unit))) for row in rows]
