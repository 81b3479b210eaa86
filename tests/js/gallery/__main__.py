"""Pictures of the phone with invented rooms, and what axe finds: python -m tests.js.gallery OUT [name ...] [en nl]."""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import read_po
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
LARGE = (390, 844)
SMALL = (320, 640)
AXE = """async () => {
  const found = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] });
  return found.violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary }) =>
    `${id} ${target.join(" ")} ${failureSummary.split("\\n")[1] ?? ""}`));
}"""


class Shot(NamedTuple):
    """One screen to look at: which sample room, at which address."""

    name: str
    set: str
    hash: str


SHOTS = [
    Shot("now", "typical", "now"),
    Shot("now-preparing", "preparing", "now"),
    Shot("now-empty", "empty", "now"),
    Shot("now-market", "market", "now"),
    Shot("now-here", "here", "now"),
    Shot("now-offline", "offline", "now"),
    Shot("now-onlooker", "onlooker", "now"),
    Shot("now-missing", "missing", "now"),
    Shot("now-break", "break", "now"),
    Shot("now-reports", "reports", "now"),
    Shot("now-opening", "opening", "now"),
    Shot("now-published", "published", "now"),
    Shot("now-refused", "refused", "now"),
    Shot("topics", "typical", "topics"),
    Shot("topics-empty", "empty", "topics"),
    Shot("topics-closed", "closed", "topics"),
    Shot("topics-crowd", "crowd", "topics"),
    Shot("topic", "typical", "topic/2"),
    Shot("topic-mine", "typical", "topic/21"),
    Shot("post", "market", "topic/new"),
    Shot("edit", "typical", "topic/21/edit"),
    Shot("edit-others", "typical", "topic/2/edit"),
    Shot("ideas", "typical", "ideas"),
    Shot("agenda", "typical", "agenda"),
    Shot("agenda-next", "typical", "agenda/6"),
    Shot("agenda-empty", "empty", "agenda"),
    Shot("agenda-unmade", "preparing", "agenda"),
    Shot("agenda-full", "full", "agenda/9"),
    Shot("agenda-closed", "closed", "agenda/6"),
    Shot("agenda-taken", "taken", "agenda/6"),
    Shot("session", "typical", "session/7"),
    Shot("session-here", "here", "session/7/report"),
    Shot("session-report", "typical", "session/1/report"),
    Shot("session-outcomes", "typical", "session/1/outcomes"),
    Shot("session-board", "typical", "session/1/board"),
    Shot("session-board-open", "typical", "session/4/board"),
    Shot("session-onlooker", "onlooker", "session/1/report"),
    Shot("mine", "typical", "mine"),
    Shot("mine-offline", "offline", "mine"),
    Shot("mine-onlooker", "onlooker", "mine"),
]


def build(folder: Path) -> None:
    """The page, its script and style, and the words of every language that has a catalogue."""
    esbuild = ROOT / "node_modules/.bin/esbuild"
    entries = [HERE / "page.mjs", ROOT / "static/css/phone.css"]
    subprocess.run(
        [esbuild, *entries, "--bundle", "--format=esm", "--external:/static/*", "--entry-names=[name]",
         "--target=es2022", "--log-level=warning", f"--outdir={folder}"],
        check=True, cwd=ROOT,
    )  # fmt: skip
    shutil.copy(HERE / "page.html", folder)
    for path in sorted((ROOT / "openspace/translations").glob("*/LC_MESSAGES/messages.po")):
        with path.open("rb") as file:
            catalogue = read_po(file)
        words = {
            message.id[0] if isinstance(message.id, tuple) else message.id: message.string
            for message in catalogue
            if message.id
        }
        (folder / f"words-{path.parts[-3]}.json").write_text(json.dumps(words))


class Quiet(SimpleHTTPRequestHandler):
    """Serves the folder without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def shoot(browser: Browser, address: str, out: Path, names: list[str], language: str) -> None:
    """Every wanted screen: a usual phone, light and dark, and the whole length of a small one."""
    for theme, (width, height) in [("light", LARGE), ("dark", LARGE), ("light", SMALL)]:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
            has_touch=True,
        )
        for shot in SHOTS:
            if names and not any(shot.name.startswith(name) for name in names):
                continue
            page = context.new_page()
            page.on("pageerror", partial(print, shot.name))
            page.add_init_script(path=ROOT / "node_modules/axe-core/axe.min.js")
            page.goto(f"{address}/page.html?set={shot.set}&language={language}#/{shot.hash}")
            page.locator(".page h1").wait_for(state="attached")
            page.wait_for_timeout(60)
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            if wide:
                print(f"{shot.name}: wider than {width} px")
            for problem in page.evaluate(AXE) if width == LARGE[0] else []:
                print(f"{shot.name} {theme}: {problem}")
            page.screenshot(path=out / f"{shot.name}-{language}-{theme}-{width}.png", full_page=width == SMALL[0])
            page.close()
        context.close()


def main(out: Path, names: list[str]) -> None:
    """Builds, serves and shoots."""
    out.mkdir(parents=True, exist_ok=True)
    languages = [name for name in names if name in ("en", "nl")] or ["en"]
    wanted = [name for name in names if name not in ("en", "nl")]
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        build(Path(made))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=made))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for language in languages:
            shoot(browser, f"http://127.0.0.1:{server.server_port}", out, wanted, language)
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
