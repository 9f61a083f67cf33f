"""How does the library for second steps speak, seal its secrets and name this installation and its people?"""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from unions import keys


class Adapter(DefaultMFAAdapter):
    """Secrets rest sealed; a person is known to passkeys by a random id, which says nothing to whoever finds a key."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Máy chủ chưa nhận được khóa này. Đồng chí thử lại.",
    }

    def encrypt(self, text):
        return keys.seal(text)

    def decrypt(self, encrypted_text):
        return keys.unseal(encrypted_text)

    def get_totp_label(self, user):
        return user.username

    def get_public_key_credential_rp_entity(self):
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}

    def get_public_key_credential_user_entity(self, user):
        return {"id": user.uid.bytes, "name": user.username, "display_name": user.full_name}
