"""The tables of the first release"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import openspace.core.database

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # AUTOINCREMENT: SQLite would give the id of what was taken away to what comes next, and a phone that was offline
    # would change the wrong thing.
    op.create_table(
        "changes",
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("gathering_id", "stream", "number", name=op.f("pk_changes")),
    )
    op.create_table(
        "gatherings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("starts", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.Column("people_expected", sa.Integer(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("posting", sa.Boolean(), nullable=False),
        sa.Column("placing", sa.Boolean(), nullable=False),
        sa.Column("releasing", sa.Boolean(), nullable=False),
        sa.Column("counts_hidden", sa.Boolean(), nullable=False),
        sa.Column("principles", sa.JSON(), nullable=False),
        sa.Column("law", sa.Text(), nullable=False),
        sa.Column("timer_label", sa.Text(), nullable=False),
        sa.Column("timer_ends", openspace.core.database.Instant(timezone=True), nullable=True),
        sa.Column("timer_left_ms", sa.Integer(), nullable=True),
        sa.Column("wall_page", sa.Text(), nullable=False),
        sa.Column("recovery_hash", sa.Text(), nullable=False),
        sa.Column("created", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"phase\" IN ('preparing', 'opening', 'marketplace', 'sessions', 'convergence', 'closing', 'published')",
            name=op.f("ck_gatherings_phase"),
        ),
        sa.CheckConstraint(
            "\"wall_page\" IN ('auto', 'join', 'theme', 'agenda', 'now', 'reports', 'harvest')",
            name=op.f("ck_gatherings_wall_page"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gatherings")),
        sa.UniqueConstraint("code", name=op.f("uq_gatherings_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line")),
    )
    op.create_table(
        "receipts",
        sa.Column("outbox", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("outbox", "n", name=op.f("pk_receipts")),
    )
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipts_at"), ["at"], unique=False)

    op.create_table(
        "streams",
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("gathering_id", "name", name=op.f("pk_streams")),
    )
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_announcements_gathering_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_announcements_gathering_id"), ["gathering_id"], unique=False)

    op.create_table(
        "ideas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_ideas_gathering_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("ideas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ideas_gathering_id"), ["gathering_id"], unique=False)

    op.create_table(
        "parties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("colour", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_parties_gathering_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parties_gathering_id"), ["gathering_id"], unique=False)

    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_places_gathering_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_places_gathering_id"), ["gathering_id"], unique=False)

    op.create_table(
        "slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.Column("ends", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.CheckConstraint("\"kind\" IN ('session', 'break', 'fixed')", name=op.f("ck_slots_kind")),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_slots_gathering_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slots")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("slots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slots_gathering_id"), ["gathering_id"], unique=False)

    op.create_table(
        "topics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field_versions", sa.JSON(), nullable=False),
        sa.Column("posted", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.Column("changed", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.CheckConstraint("\"state\" IN ('open', 'withdrawn')", name=op.f("ck_topics_state")),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_topics_gathering_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topics_gathering_id"), ["gathering_id"], unique=False)

    op.create_table(
        "persons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("joined", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("\"consent\" IN ('unasked', 'none', 'room', 'public')", name=op.f("ck_persons_consent")),
        sa.CheckConstraint("\"role\" IN ('host', 'facilitator', 'participant')", name=op.f("ck_persons_role")),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_persons_gathering_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_persons_party_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_persons_gathering_id_name_key"), ["gathering_id", "name_key"], unique=False
        )

    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("starts", openspace.core.database.Instant(timezone=True), nullable=True),
        sa.Column("ends", openspace.core.database.Instant(timezone=True), nullable=True),
        sa.Column("stacked", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("report_state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field_versions", sa.JSON(), nullable=False),
        sa.Column("changed", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"report_state\" IN ('none', 'draft', 'published', 'amended')", name=op.f("ck_sessions_report_state")
        ),
        sa.CheckConstraint(
            "\"state\" IN ('posted', 'placed', 'running', 'held', 'held_alone', 'cancelled')",
            name=op.f("ck_sessions_state"),
        ),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_sessions_gathering_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_sessions_place_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["slots.id"], name=op.f("fk_sessions_slot_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_sessions_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_gathering_id"), ["gathering_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sessions_topic_id"), ["topic_id"], unique=False)
        batch_op.create_index(
            "uq_sessions_cell",
            ["place_id", "slot_id"],
            unique=True,
            sqlite_where=sa.text("NOT stacked AND place_id IS NOT NULL"),
            postgresql_where=sa.text("NOT stacked AND place_id IS NOT NULL"),
        )

    op.create_table(
        "boards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("revealed", openspace.core.database.Instant(timezone=True), nullable=True),
        sa.Column("revealed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_boards_gathering_id")),
        sa.ForeignKeyConstraint(["revealed_by_id"], ["persons.id"], name=op.f("fk_boards_revealed_by_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_boards_session_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boards")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("boards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_boards_gathering_id"), ["gathering_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_boards_session_id"), ["session_id"], unique=False)

    op.create_table(
        "check_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("came", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.Column("left", openspace.core.database.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_check_ins_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_check_ins_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ins")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_ins_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_check_ins_session_id_left"), ["session_id", "left"], unique=False)

    op.create_table(
        "conveners",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_conveners_person_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_conveners_topic_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("topic_id", "person_id", name=op.f("pk_conveners")),
    )
    with op.batch_alter_table("conveners", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conveners_person_id"), ["person_id"], unique=False)

    op.create_table(
        "interest",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint("\"answer\" IN ('come', 'maybe', 'skip')", name=op.f("ck_interest_answer")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_interest_person_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_interest_topic_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("topic_id", "person_id", name=op.f("pk_interest")),
    )
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interest_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interest_topic_id_answer"), ["topic_id", "answer"], unique=False)

    op.create_table(
        "links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("created", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.Column("expires", openspace.core.database.Instant(timezone=True), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "\"right\" IN ('host', 'facilitator', 'wall', 'onlooker', 'device')", name=op.f("ck_links_right")
        ),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_links_gathering_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_links_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_links_secret_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_links_gathering_id"), ["gathering_id"], unique=False)

    op.create_table(
        "note_updates",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("update", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_note_updates_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_note_updates_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "number", name=op.f("pk_note_updates")),
    )
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("origin_type", sa.Text(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field_versions", sa.JSON(), nullable=False),
        sa.Column("made", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.Column("changed", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.CheckConstraint("\"kind\" IN ('decision', 'action', 'question')", name=op.f("ck_outcomes_kind")),
        sa.CheckConstraint("\"state\" IN ('open', 'doing', 'done', 'dropped')", name=op.f("ck_outcomes_state")),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_outcomes_gathering_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["persons.id"], name=op.f("fk_outcomes_owner_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_outcomes_party_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcomes")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outcomes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outcomes_gathering_id_origin_type_origin_id"),
            ["gathering_id", "origin_type", "origin_id"],
            unique=False,
        )

    op.create_table(
        "reports",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("discussed", sa.Text(), nullable=False),
        sa.Column("conclusions", sa.Text(), nullable=False),
        sa.Column("requests", sa.Text(), nullable=False),
        sa.Column("resources", sa.Text(), nullable=False),
        sa.Column("open_questions", sa.Text(), nullable=False),
        sa.Column("note_taker_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field_versions", sa.JSON(), nullable=False),
        sa.Column("published", openspace.core.database.Instant(timezone=True), nullable=True),
        sa.Column("changed", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["note_taker_id"], ["persons.id"], name=op.f("fk_reports_note_taker_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_reports_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_reports")),
    )
    op.create_table(
        "cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field_versions", sa.JSON(), nullable=False),
        sa.Column("made", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name=op.f("fk_cards_author_id")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_cards_board_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_cards_gathering_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cards_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cards_board_id"), ["board_id"], unique=False)

    op.create_table(
        "devices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("created", openspace.core.database.Instant(timezone=True), nullable=False),
        sa.Column("until", openspace.core.database.Instant(timezone=True), nullable=True),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.CheckConstraint("\"role\" IN ('person', 'wall', 'onlooker')", name=op.f("ck_devices_role")),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_devices_gathering_id")),
        sa.ForeignKeyConstraint(["link_id"], ["links.id"], name=op.f("fk_devices_link_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_devices_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("devices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_devices_browser_gathering_id"), ["browser", "gathering_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_devices_person_id"), ["person_id"], unique=False)

    # ### end Alembic commands ###


def downgrade() -> None:
    # ### commands auto generated by Alembic - please adjust! ###
    with op.batch_alter_table("devices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_devices_person_id"))
        batch_op.drop_index(batch_op.f("ix_devices_browser_gathering_id"))

    op.drop_table("devices")
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cards_board_id"))
        batch_op.drop_index(batch_op.f("ix_cards_author_id"))

    op.drop_table("cards")
    op.drop_table("reports")
    with op.batch_alter_table("outcomes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outcomes_gathering_id_origin_type_origin_id"))

    op.drop_table("outcomes")
    op.drop_table("note_updates")
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_links_gathering_id"))

    op.drop_table("links")
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interest_topic_id_answer"))
        batch_op.drop_index(batch_op.f("ix_interest_person_id"))

    op.drop_table("interest")
    with op.batch_alter_table("conveners", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conveners_person_id"))

    op.drop_table("conveners")
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_ins_session_id_left"))
        batch_op.drop_index(batch_op.f("ix_check_ins_person_id"))

    op.drop_table("check_ins")
    with op.batch_alter_table("boards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_boards_session_id"))
        batch_op.drop_index(batch_op.f("ix_boards_gathering_id"))

    op.drop_table("boards")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sessions_cell",
            sqlite_where=sa.text("NOT stacked AND place_id IS NOT NULL"),
            postgresql_where=sa.text("NOT stacked AND place_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_sessions_topic_id"))
        batch_op.drop_index(batch_op.f("ix_sessions_gathering_id"))

    op.drop_table("sessions")
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_persons_gathering_id_name_key"))

    op.drop_table("persons")
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topics_gathering_id"))

    op.drop_table("topics")
    with op.batch_alter_table("slots", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slots_gathering_id"))

    op.drop_table("slots")
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_places_gathering_id"))

    op.drop_table("places")
    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_parties_gathering_id"))

    op.drop_table("parties")
    with op.batch_alter_table("ideas", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ideas_gathering_id"))

    op.drop_table("ideas")
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_announcements_gathering_id"))

    op.drop_table("announcements")
    op.drop_table("streams")
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipts_at"))

    op.drop_table("receipts")
    op.drop_table("line")
    op.drop_table("gatherings")
    op.drop_table("changes")
    # ### end Alembic commands ###
