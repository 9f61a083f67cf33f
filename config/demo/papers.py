"""What does a proof of the demo look like? A drawn sheet without a word, as a photo of minutes would come."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT, MARGIN = 620, 876, 70
PAPER, INK, FAINT, SEAL = "#fbfaf5", "#444444", "#9a9a9a", "#c0392b"


def sheet(name, seed):
    """A JPEG named `name`; sheets of different `seed` differ, as photos of different papers do."""
    page = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(page)
    pen.rectangle((MARGIN + 130, 60, WIDTH - MARGIN - 130, 72), fill=INK)
    pen.rectangle((MARGIN + 170, 90, WIDTH - MARGIN - 170, 98), fill=INK)
    for number in range(22):
        top = 150 + number * 24
        end = WIDTH - MARGIN - (number * 53 + seed * 37) % 180
        pen.rectangle((MARGIN, top, end, top + 6), fill=FAINT)
    pen.ellipse((WIDTH - 210, HEIGHT - 180, WIDTH - 110, HEIGHT - 80), outline=SEAL, width=4)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=70)
    return SimpleUploadedFile(f"{name}.jpg", out.getvalue(), content_type="image/jpeg")
