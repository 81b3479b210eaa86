"""`openspace` with the next version of the phone's script, which says so: `python -m tests.browser.newer serve`."""

from dataclasses import replace

from openspace.cli import main
from openspace.web.assets import Assets

_read = Assets.__init__


def _renew(assets: Assets) -> None:
    _read(assets)
    phone = assets._known["phone.js"]
    said = b'document.documentElement.dataset.version = "newer";\n'
    assets._known["phone.js"] = replace(phone, body=said + phone.body)


if __name__ == "__main__":
    Assets.__init__ = _renew  # type: ignore[method-assign, assignment]
    main()
