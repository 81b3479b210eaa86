"""Answers to wishes that come as late as a test wants."""

from playwright.sync_api import Page, WebSocketRoute


class Held:
    """What the server has said to a page since its first wish; nothing of it has arrived yet."""

    def __init__(self) -> None:
        self._waiting: list[tuple[WebSocketRoute, str | bytes]] = []
        self._holding = False

    def follow(self, line: WebSocketRoute) -> None:
        """Stand between a page and its server; a page that loses patience makes a second line."""
        server = line.connect_to_server()

        def wish(message: str | bytes) -> None:
            self._holding = self._holding or '["do",' in str(message)
            server.send(message)

        def said(message: str | bytes) -> None:
            if self._holding:
                self._waiting.append((line, message))
            else:
                line.send(message)

        line.on_message(wish)
        server.on_message(said)

    def pass_on(self) -> None:
        """Let all arrive, in its order."""
        self._holding = False
        for line, message in self._waiting:
            line.send(message)


def hold_answers(page: Page) -> Held:
    """From a page's first wish on nothing reaches it, until told to pass on; call it before the page is opened."""
    held = Held()
    page.route_web_socket("**/socket.io/**", held.follow)
    return held
