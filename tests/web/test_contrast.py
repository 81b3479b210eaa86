"""Every pair of colours that static/css/tokens.css promises is readable, light and dark (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parents[2] / "static" / "css"

TEXT = 4.5
CONTROL = 3.0
PARTIES = range(1, 9)

# (what stands in front, what it stands on, least contrast)
PAIRS = [
    *((text, ground, TEXT) for text in ("ink", "muted") for ground in ("paper", "paper-2", "paper-3")),
    *((text, ground, TEXT) for text in ("accent", "accent-strong") for ground in ("paper", "paper-2", "accent-soft")),
    *((text, ground, TEXT) for text in ("good", "warn", "bad") for ground in ("paper", "paper-2", f"{text}-soft")),
    *(("ink", f"{soft}-soft", TEXT) for soft in ("accent", "good", "warn", "bad")),
    *((f"{full}-ink", full, TEXT) for full in ("accent", "good", "warn", "bad")),
    ("accent-ink", "accent-strong", TEXT),
    *(("edge", ground, CONTROL) for ground in ("paper", "paper-2", "paper-3")),
    *((f"party-{n}-ink", f"party-{n}", TEXT) for n in PARTIES),
    *((f"party-{n}-edge", ground, CONTROL) for n in PARTIES for ground in ("paper", "paper-2", "paper-3")),
]


def declarations(selector: str) -> dict[str, str]:
    """The custom properties in the one block of tokens.css that has this selector."""
    css = re.sub(r"/\*.*?\*/", "", (STYLES / "tokens.css").read_text(), flags=re.S)
    blocks = re.findall(re.escape(selector) + r"\s*\{([^{}]*)\}", css)
    assert len(blocks) == 1, f"{selector} must stand exactly once in tokens.css"
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", blocks[0]))


LIGHT = declarations(":root")
DARK = declarations(':root[data-theme="dark"]')
THEMES = {"light": LIGHT, "dark": LIGHT | DARK}


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb by WCAG 2."""
    assert re.fullmatch(r"#[0-9a-f]{6}", colour), f"{colour} is not an opaque #rrggbb"
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1.0)],
)
def test_contrast_is_computed_as_wcag_says(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_pair_is_readable(theme: str, front: str, ground: str, least: float) -> None:
    colours = THEMES[theme]
    found = contrast(colours[front], colours[ground])
    assert found >= least, f"--{front} on --{ground} is {found:.2f} in the {theme} theme"


def test_every_colour_token_is_in_a_pair() -> None:
    decoration = {"line", "tape"}
    colours = {name for name, value in LIGHT.items() if value.startswith("#")}
    assert colours - decoration == {name for front, ground, _ in PAIRS for name in (front, ground)}


def test_the_device_and_the_reader_get_the_same_dark() -> None:
    assert declarations(':root:not([data-theme="light"])') == DARK


def test_dark_changes_only_what_light_has() -> None:
    assert DARK.keys() <= LIGHT.keys()


def test_the_browser_bar_has_the_colour_of_the_paper() -> None:
    page = (STYLES.parents[1] / "templates" / "base.html").read_text()
    found = re.findall(r'name="theme-color" content="(#\w+)" media="\(prefers-color-scheme: (\w+)\)"', page)
    assert {scheme: colour for colour, scheme in found} == {
        scheme: colours["paper"] for scheme, colours in THEMES.items()
    }


def test_no_style_uses_a_token_that_nobody_defines() -> None:
    styles = {path.name: path.read_text() for path in STYLES.glob("*.css")}
    defined = {token for css in styles.values() for token in re.findall(r"--([\w-]+):", css)}
    # Sizes that depend on the content are set by scripts, which name them in quotes.
    for script in (STYLES.parent / "js").rglob("*.js"):
        defined |= set(re.findall(r"""["'`]--([\w-]+)""", script.read_text()))
    used = {(name, token) for name, css in styles.items() for token in re.findall(r"var\(--([\w-]+)\)", css)}
    assert {(name, token) for name, token in used if token not in defined} == set()
