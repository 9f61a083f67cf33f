"""How do pages travel light? A form of thirty kilobytes is six when packed; files go out as they are."""

from django.middleware.gzip import GZipMiddleware


class PageCompression(GZipMiddleware):
    """Packs pages only. Django adds random bytes to each and masks the form's token, so that lengths give nothing away
    (BREACH); photographs and workbooks are packed already and keep their length, which shows how far a download is."""

    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
