"""A server that breaks one promise, to show that the chaos finds it: `python -m tests.chaos.mutant NAME serve ...`.

`forgetful` keeps no receipts: a wish that is sent again is done again. `hasty` answers before the commit, on a slow
disk. `disorderly` does what comes as it comes, whatever is still missing before it.
"""

import json
import sys
import time
from typing import Any

from gevent import monkey

monkey.patch_all()

import gevent  # noqa: E402
from sqlalchemy import select  # noqa: E402

from openspace.cli import main  # noqa: E402
from openspace.core.committer import Committed, Committer, Wish, _Batch  # noqa: E402
from openspace.core.models import Receipt  # noqa: E402
from openspace.live.queue import CommitQueue  # noqa: E402


def forgetful() -> None:
    _Batch._receipt = lambda self, outbox, wish: None  # type: ignore[method-assign]
    keep = _Batch.keep

    def without(self: _Batch) -> Any:
        self.receipts.clear()
        return keep(self)

    _Batch.keep = without  # type: ignore[method-assign]


def hasty() -> None:
    commit, ask = Committer.commit, CommitQueue.ask

    def slowly(self: Committer, wishes: Any) -> Committed:
        time.sleep(0.3)
        return commit(self, wishes)

    def at_once(self: CommitQueue, wish: Wish) -> Any:
        if wish.name != "marketplace.edit_topic":
            return ask(self, wish)
        gevent.spawn(ask, self, wish)
        return {"ok": True, "n": wish.n, "at": {}, "result": {}}

    Committer.commit = slowly  # type: ignore[assignment, method-assign]
    CommitQueue.ask = at_once  # type: ignore[method-assign]


def disorderly() -> None:
    def known(self: _Batch, outbox: str, wish: Wish) -> Any:
        assert wish.n is not None
        here = self.receipts.get((outbox, wish.n))
        kept = select(Receipt.answer).where(Receipt.outbox == outbox, Receipt.n == wish.n)
        return here or json.loads(self.sql.execute(kept).scalar() or "null")

    _Batch._receipt = known  # type: ignore[method-assign]


if __name__ == "__main__":
    {"forgetful": forgetful, "hasty": hasty, "disorderly": disorderly}[sys.argv.pop(1)]()
    main()
