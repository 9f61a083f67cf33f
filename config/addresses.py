"""From which address does a request come, when proxies of ours stand in front?"""

from django.conf import settings


def client_address(request):
    """The peer itself, or what the outermost of our own proxies wrote; anything further left may be invented."""
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    if settings.PROXY_COUNT and len(forwarded) >= settings.PROXY_COUNT:
        return forwarded[-settings.PROXY_COUNT]
    return request.META.get("REMOTE_ADDR", "")
