"""On PostgreSQL the database itself refuses to change the text of a signed or issued edition. SQLite is for one's own machine.

All that this needs stands here as it was when it was written.
"""

from django.db import migrations

TEXT = (
    "notice_id, number, title, masthead, urgency, doc_number, addressees, theme, dated_text, dated_on, is_signed, keywords, cc, "
    "internal_label, internal_distribution, print_office, printed_text, printed_on, annotations, digest, set_as, has_seals, "
    "change_note, text_hash"
)
OLD, NEW = (", ".join(f"{row}.{name}" for name in TEXT.split(", ")) for row in ("OLD", "NEW"))
OF_EDITION = ("notices_clause", "notices_issuer", "notices_addressee")
OF_CLAUSE = ("notices_clauseduty", "notices_attachmentfile")
FROZEN = "IN ('signed', 'issued')"

GUARDS = [
    f"""
CREATE FUNCTION refuse_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state {FROZEN} AND (TG_OP = 'DELETE' OR NEW.state NOT {FROZEN} OR ROW({OLD}) IS DISTINCT FROM ROW({NEW})) THEN
    RAISE EXCEPTION 'The text of an issued edition is never changed.';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
""",
    "CREATE TRIGGER issued_is_immutable BEFORE UPDATE OR DELETE ON notices_edition FOR EACH ROW EXECUTE FUNCTION refuse_edition()",
    f"""
CREATE FUNCTION refuse_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE keys bigint[];
BEGIN
  IF TG_ARGV[0] = 'edition' THEN
    keys := ARRAY[OLD.edition_id, NEW.edition_id];
  ELSE
    keys := ARRAY(SELECT edition_id FROM notices_clause WHERE id IN (OLD.clause_id, NEW.clause_id));
  END IF;
  IF EXISTS (SELECT FROM notices_edition WHERE id = ANY(keys) AND state {FROZEN}) THEN
    RAISE EXCEPTION 'The text of an issued edition is never changed.';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
""",  # noqa: S608  the names stand above
    *(
        f"CREATE TRIGGER issued_is_immutable BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_text('{by}')"
        for tables, by in ((OF_EDITION, "edition"), (OF_CLAUSE, "clause"))
        for table in tables
    ),
]
UNGUARDS = [
    *(f"DROP TRIGGER issued_is_immutable ON {table}" for table in ("notices_edition", *OF_EDITION, *OF_CLAUSE)),
    "DROP FUNCTION refuse_edition()",
    "DROP FUNCTION refuse_text()",
]


def run(statements):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement, params=None)

    return on_postgresql


class Migration(migrations.Migration):
    dependencies = [("notices", "0008_from_draft_to_issue")]

    operations = [migrations.RunPython(run(GUARDS), run(UNGUARDS))]
