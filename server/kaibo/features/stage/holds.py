"""The rows that the stage holds of people, for ExportPerson and ErasePerson."""

from kaibo.features.stage.lines import stage_line
from kaibo.person import Held, deleted

HOLDS = (
    Held(
        kind="stage-line",
        table=stage_line,
        key=stage_line.c.reader,
        whose=lambda person: stage_line.c.reader.in_(person.sessions),
        told={"SessionId": stage_line.c.reader, "Text": stage_line.c.text, "Time": stage_line.c.sent_at},
        erase=deleted(stage_line),
    ),
)
