"""The book on the web: who may read it, how it is named, what is told twice, what is shown without a worker."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from openspace.app import Server, build_server
from openspace.core.text import clean
from openspace.proceedings import views
from openspace.proceedings.shelf import Shelf
from tests.proceedings.conftest import gathered
from tests.world import World

KINDS = ("book", "book.md", "book.zip")


@pytest.fixture
def server(evening: World) -> Iterator[Server]:
    made = build_server(evening.system)
    made.app.config["WTF_CSRF_ENABLED"] = False
    yield made
    made.stop()


def browser(server: Server, world: World, right: str) -> FlaskClient:
    """A browser with a right: `person` joins, `stranger` has none."""
    client: FlaskClient = server.app.test_client()
    if right == "person":
        client.post(f"/g/{world.code}/join", data={"name": "Reader"})
    elif right != "stranger":
        url = world.host.does("people.make_link", right=right)["url"]
        client.post(url.removeprefix(world.system.settings.base_url), data={"name": "Steers"})
    return client


def make(world: World, *languages: str) -> Shelf:
    """What the worker does."""
    shelf = Shelf(world.system.settings)
    for language in languages:
        shelf.make(world.system, world.gathering, language)
    return shelf


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("right", "draft", "released"),
    [
        ("stranger", 401, 401),
        ("person", 200, 200),
        ("facilitator", 200, 200),
        ("onlooker", 403, 200),
        ("wall", 403, 200),
    ],
)
def test_who_may_read(evening: World, server: Server, kind: str, right: str, draft: int, released: int) -> None:
    client = browser(server, evening, right)
    address = f"/g/{evening.code}/{kind}"
    assert client.get(address).status_code == released
    evening.host.does("gatherings.turn_switch", switch="releasing", on=False)
    assert client.get(address).status_code == draft
    assert client.get(f"/g/NOPE234/{kind}").status_code == 404


def test_files_are_named_by_us_and_told_once(evening: World, server: Server) -> None:
    client = browser(server, evening, "person")
    make(evening, "en", "nl")
    for ending, mimetype in (("md", "text/markdown"), ("zip", "application/zip")):
        address = f"/g/{evening.code}/book.{ending}"
        first = client.get(address)
        name = f"openspace-{evening.code}-en.{ending}"
        assert first.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert first.mimetype == mimetype
        assert first.headers["Cache-Control"] == "private, no-cache"
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        dutch = client.get(f"{address}?lang=nl")
        assert f"-nl.{ending}" in dutch.headers["Content-Disposition"]
        assert dutch.headers["ETag"] != first.headers["ETag"]
        client.get(f"{address}?lang=en")


def test_the_page_as_the_worker_made_it(evening: World, server: Server) -> None:
    client = browser(server, evening, "person")
    make(evening, "en")
    answer = client.get(f"/g/{evening.code}/book")
    text = answer.get_data(as_text=True)
    assert '<a href="#s-01">A1 · How do we stop typing data twice?</a>' in text
    assert "the harbour office" in text
    assert "<script>alert" not in text
    again = client.get(f"/g/{evening.code}/book", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    evening.joins("One more")
    make(evening, "en")
    assert client.get(f"/g/{evening.code}/book", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200


def test_without_a_worker_the_text_is_shown(evening: World, server: Server) -> None:
    client = browser(server, evening, "person")
    text = client.get(f"/g/{evening.code}/book").get_data(as_text=True)
    assert "<pre>---\ntitle: &#34;Book of proceedings" in text
    assert "### &lt;a id=&#34;s-01&#34;" in text
    markdown = client.get(f"/g/{evening.code}/book.md").get_data(as_text=True)
    assert clean(markdown, lines=True).startswith("---\ntitle:")


def test_a_worker_that_takes_long_is_waited_for_and_asked_once(
    evening: World, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody holds the worker's place and does nothing: the page says so and looks again by itself."""
    client = browser(server, evening, "person")
    monkeypatch.setattr(views, "PATIENCE", 0.3)
    with server.app.app_context():
        shop = views.bookshop()
    asked: list[tuple[int, str]] = []
    monkeypatch.setattr(shop, "_make", lambda *job: asked.append(job))
    with shop.shelf.working():
        text = client.get(f"/g/{evening.code}/book").get_data(as_text=True)
        client.get(f"/g/{evening.code}/book")
    assert '<meta http-equiv="refresh" content="3">' in text
    assert asked == [(evening.gathering, "en")]


def test_a_book_is_found_by_the_data_it_was_made_of(evening: World) -> None:
    shelf, system, id = make(evening, "en"), evening.system, evening.gathering
    with system.database.reading() as db:
        before = views.stamp(system, db, id)
    assert shelf.find(id, "en", before, float("inf")) is not None
    assert shelf.find(id, "nl", before, float("inf")) is None
    evening.joins("One more")
    with system.database.reading() as db:
        after = views.stamp(system, db, id)
    assert shelf.find(id, "en", after, float("inf")) is None
    assert shelf.find(id, "en", after, 0) is not None  # made since then, though the data moved on


def test_every_kind_of_change_moves_the_stamp(evening: World) -> None:
    system, id = evening.system, evening.gathering
    session = gathered(evening).sessions[0].id

    def stamp() -> str:
        with system.database.reading() as db:
            return views.stamp(system, db, id)

    seen = {stamp()}
    for wish, fields in (
        ("gatherings.set_up", {"theme": "And now?"}),
        ("people.rename", {"name": "Hanneke"}),
        ("people.set_consent", {"consent": "none"}),
        ("notes.save_report", {"session": session, "requests": "Be brief."}),
        ("notes.save_outcome", {"session": session, "kind": "decision", "text": "Yes"}),
        ("agenda.check_in", {"session": session}),
        ("marketplace.post_idea", {"text": "Cake"}),
    ):
        evening.host.does(wish, **fields)
        assert stamp() not in seen, wish
        seen.add(stamp())
    assert stamp() == stamp()


def test_outdated_books_are_swept(evening: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody took out does not stay in old copies."""
    shelf, books = make(evening, "en"), evening.system.settings.data / "cache" / "books"
    shelf.sweep(evening.system)
    assert len(list(books.iterdir())) == 1
    evening.joins("One more")
    shelf.sweep(evening.system)
    assert len(list(books.iterdir())) == 1  # somebody may be reading it
    monkeypatch.setattr("openspace.proceedings.shelf._READERS", -1.0)
    shelf.sweep(evening.system)
    assert list(books.iterdir()) == []
