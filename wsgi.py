"""The same patched app for another gevent server: `gunicorn -k gevent -w 1 wsgi:app`; run `openspace worker` beside."""

from gevent import monkey

monkey.patch_all()

from openspace.app import build_server, build_system  # noqa: E402  (only after the patch)
from openspace.core.settings import load  # noqa: E402
from openspace.migrate import upgrade  # noqa: E402
from openspace.serving import only_one  # noqa: E402

settings = load()
lock = only_one(settings)
system = build_system(settings)
upgrade(system.database)
server = build_server(system)
app = server.app
