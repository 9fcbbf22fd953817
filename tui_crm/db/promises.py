"""What was promised with a reminder ``r`` until it was completed, in SQL? Its due day then, and how often it was put off.

The log says so: a due day that changes once the reminder is done changes nothing of what was kept.
"""

from typing import Final

_CHANGED: Final = "{0}.record_id = r.id AND {0}.thing = 'reminder' AND {0}.action = 'update'"
_COMPLETED: Final = f"""coalesce((SELECT max(d.operation_id) FROM change d
    WHERE {_CHANGED.format("d")} AND json_type(d.fields, '$.done_at') IS NOT NULL), 0)"""  # 0: done when it was made

DUE: Final = f"""CASE WHEN r.done_at IS NULL THEN r.due_on ELSE coalesce((SELECT json_extract(g.fields, '$.due_on[0]')
    FROM change g WHERE {_CHANGED.format("g")} AND g.operation_id > {_COMPLETED}
    AND json_type(g.fields, '$.due_on') IS NOT NULL ORDER BY g.operation_id LIMIT 1), r.due_on) END"""
"""The day it was due when it was completed; of one that is open, the day it is due."""

PUT_OFF: Final = f"""(SELECT count(*) FROM change g JOIN operation o ON o.id = g.operation_id WHERE {_CHANGED.format("g")}
    AND o.reverts_id IS NULL AND o.reverted_by_id IS NULL
    AND CASE WHEN json_extract(g.fields, '$.due_on') IS NOT NULL
        THEN json_extract(g.fields, '$.due_on[1]') > json_extract(g.fields, '$.due_on[0]')
        ELSE json_extract(g.fields, '$.due_time[1]') > json_extract(g.fields, '$.due_time[0]') END
    AND (r.done_at IS NULL OR g.operation_id <= {_COMPLETED}))"""
"""How often it was moved to a later day, or on the same day to a later time; not what was undone."""
