"""An address as a picture to scan: drawn here, sent within the page, asked of nobody else."""

import base64

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathFillImage


def picture_of(address: str) -> str:
    """A `data:` address of an SVG picture that a telephone's camera reads."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4, image_factory=SvgPathFillImage)
    code.add_data(address)
    code.make(fit=True)
    drawn: bytes = code.make_image().to_string()
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"
