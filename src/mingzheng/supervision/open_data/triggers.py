"""Database triggers: a freeze stays as it was made, on SQLite and PostgreSQL."""

from mingzheng.core.journal.triggers import AppendOnly

FREEZES = AppendOnly(
    "open_data_refuse",
    "a freeze is fixed",
    {
        "open_data_freeze": "SELECT 1 FROM open_data_freeze WHERE id = NEW.id"
        " OR (plan_id = NEW.plan_id AND kind = NEW.kind AND day = NEW.day)"
    },
)
