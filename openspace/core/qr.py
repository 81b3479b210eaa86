"""QR codes as SVG and for the terminal."""

from io import BytesIO, StringIO

import segno


def svg(address: str) -> str:
    """An SVG element without size of its own, black on white whatever the theme, so that every camera reads it."""
    out = BytesIO()
    looks = {"border": 3, "dark": "#000", "light": "#fff", "svgclass": "qr", "lineclass": None}
    # With its name space: a screen may show it as an image.
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, nl=False, omitsize=True, **looks)
    return out.getvalue().decode()


def terminal(address: str) -> str:
    """The same for a terminal, two modules a character."""
    out = StringIO()
    segno.make(address, error="l", micro=False).terminal(out, border=2, compact=True)
    return out.getvalue()
