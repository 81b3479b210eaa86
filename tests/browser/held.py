"""Answers to wishes that come as late as a test wants."""

from playwright.sync_api import Page, WebSocketRoute


class Held:
    """What the server has said to a page since its first wish; nothing of it has arrived yet."""

    def __init__(self) -> None:
        self._line: WebSocketRoute | None = None
        self._waiting: list[str | bytes] = []
        self._holding = False

    def follow(self, line: WebSocketRoute) -> None:
        """Stand between a page and its server."""
        self._line = line
        server = line.connect_to_server()

        def wish(message: str | bytes) -> None:
            self._holding = self._holding or '["do",' in str(message)
            server.send(message)

        def said(message: str | bytes) -> None:
            if self._holding:
                self._waiting.append(message)
            else:
                line.send(message)

        line.on_message(wish)
        server.on_message(said)

    def pass_on(self) -> None:
        """Let all arrive, in its order."""
        assert self._line is not None
        self._holding = False
        for message in self._waiting:
            self._line.send(message)


def hold_answers(page: Page) -> Held:
    """From a page's first wish on nothing reaches it, until told to pass on; call it before the page is opened."""
    held = Held()
    page.route_web_socket("**/socket.io/**", held.follow)
    return held
