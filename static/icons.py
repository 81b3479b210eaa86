"""Draws icon.svg as the PNGs that a home screen wants, with Chromium: `python static/icons.py` after a change of it."""

from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent
CHROMIUM = "/usr/bin/chromium"
# A mask may cut away all but the middle 80 %: there the ground fills the square, and the sign stands inside.
SIZES = {"icon-192.png": (192, False), "icon-512.png": (512, False), "icon-mask.png": (512, True)}
STYLE = "body{margin:0}svg{display:block;width:100vw;height:100vh}"


def main() -> None:
    """Draw all."""
    plain = (FOLDER / "icon.svg").read_text()
    masked = plain.replace('rx="7"', "").replace("<g ", '<g transform="translate(4 4) scale(0.75)" ')
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, (size, mask) in SIZES.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>{STYLE}</style>{masked if mask else plain}")
            page.screenshot(path=FOLDER / name, omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
