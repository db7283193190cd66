"""The signed calls about the settings of an activity (ours). The server makes them from the blocks of all features."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field, create_model

from kaibo.activity import show_settings
from kaibo.activity.errors import SettingsChanged
from kaibo.activity.rights import of_call
from kaibo.call import Call
from kaibo.feature import Block, BlockSpec
from kaibo.gateway.action import Action, Int, Wire, action


class GetShowSettings(Wire):
    activity_id: Int


def actions(blocks: Sequence[BlockSpec[Any]]) -> list[Action[Call, Any, Any]]:
    """Make GetShowSettings and PutShowSettings for these blocks.

    Raises ValueError when two blocks have the same key.
    """
    keys = [spec.key for spec in blocks]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise ValueError(f"two blocks of settings have the same key: {', '.join(sorted(twice))}")
    decided = _document("ShowSettings", blocks, optional=True)
    filled = _document("EffectiveShowSettings", blocks, optional=False)

    class Settings(Wire):
        """The activity decided `Settings`. `Effective` has the server's defaults in the other fields."""

        activity_id: int
        revision: int
        settings: decided  # type: ignore[valid-type]
        effective: filled  # type: ignore[valid-type]

    class PutShowSettings(Wire):
        """With the `Revision` of GetShowSettings, the server refuses the call if the settings changed since."""

        activity_id: Int
        settings: decided  # type: ignore[valid-type]
        revision: Annotated[Int, Field(ge=0)] | None = None

    def read(call: Call, activity_id: int) -> Settings:
        stored = show_settings.of(call.db, activity_id)
        whole = {spec.key: show_settings.filled(stored.document, spec, call.limits) for spec in blocks}
        known = {spec.key: show_settings.known(stored.document, spec) for spec in blocks}
        return Settings.model_validate(
            {
                "activity_id": activity_id,
                "revision": stored.revision,
                "settings": {key: value for key, value in known.items() if value},
                "effective": {key: value.model_dump(by_alias=True) for key, value in whole.items()},
            }
        )

    @action("GetShowSettings", rate="600/minute")
    def get_show_settings(call: Call, request: GetShowSettings) -> Settings:
        """Get the settings that this activity decides, and its effective settings with the server's defaults."""
        return read(call, of_call(call, request.activity_id).id)

    @action("PutShowSettings", rate="120/minute", writes=True)
    def put_show_settings(call: Call, request: PutShowSettings) -> Settings:
        """Replace the settings that this activity decides. A missing one has the server's default again.

        Raises SettingsChanged when `Revision` is not the present one.
        """
        show = of_call(call, request.activity_id)
        before = show_settings.of(call.db, show.id).revision
        if request.revision is not None and request.revision != before:
            raise SettingsChanged(before)
        settings: Wire = request.settings
        document = settings.model_dump(by_alias=True, exclude_none=True)
        show_settings.put(call.db, show.id, {key: value for key, value in document.items() if value}, call.now)
        call.mark_changed(show.id)
        return read(call, show.id)

    return [get_show_settings, put_show_settings]


def _document(name: str, blocks: Sequence[BlockSpec[Any]], *, optional: bool) -> type[Wire]:
    """Make a model with one field for each block. A block's key is its wire name."""
    fields: dict[str, Any] = {
        spec.key.lower(): (
            Annotated[spec.model | None if optional else spec.model, Field(alias=spec.key)],
            None if optional else ...,
        )
        for spec in blocks
    }
    model: type[Wire] = create_model(name, __base__=_Document, **fields)
    return model


class _Document(Block):
    """One block for each feature."""
