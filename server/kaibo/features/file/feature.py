from functools import partial

from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.feature import Background, Feature, Periodic
from kaibo.features.file import actions, removal, view
from kaibo.files import table as files
from kaibo.services import Services


def background(services: Services) -> Background:
    return Background(periodic=[Periodic(removal.SECONDS, partial(removal.run, services))])


def copy(call: Call, source: Activity, show: Activity) -> None:
    """Give a new show the files of an earlier one (OldId)."""
    files.copy(call.db, source.id, show.id, show.account, call.now)


FEATURE = Feature(signed=(actions,), session=(actions,), view=view.part, copy=copy, background=background)
