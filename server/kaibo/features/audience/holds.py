"""The rows that the audience's numbers hold of people, for ExportPerson and ErasePerson."""

from kaibo.features.audience.table import viewer
from kaibo.person import Held, deleted

HOLDS = (
    Held(
        kind="viewer",
        table=viewer,
        key=viewer.c.id,
        whose=lambda person: person.as_viewer(viewer.c.activity, viewer.c.id),
        told={
            "UserId": viewer.c.number,
            "FirstTime": viewer.c.first_at,
            "LastTime": viewer.c.last_at,
            "Address": viewer.c.address,
        },
        erase=deleted(viewer),
        viewer=viewer.c.id,
    ),
)
