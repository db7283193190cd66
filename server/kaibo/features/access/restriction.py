"""A rule of who may watch, as the vendor's wire has it (spec/status.md, section 3)."""

from typing import Annotated

from pydantic import Field

from kaibo.access.decision import Kind
from kaibo.gateway.action import Int, LongText, Wire


class PasswordRestriction(Wire):
    """The kind 2."""

    password: Annotated[str, Field(max_length=100)] = ""
    prompt: LongText = ""


class ListRestriction(Wire):
    """The kind 3."""

    enable_trial: bool = False
    input_prompt: LongText = ""
    trial_time: Int = 0
    welcome_title: LongText = ""


class CustomRestriction(Wire):
    """The kind 4."""

    custom_app: LongText = ""
    custom_url: LongText = ""
    error_redirect_url: LongText = ""
    secret_key: LongText = ""


class CommentRestriction(Wire):
    """The viewers who may write. Kaibo keeps it."""

    is_allow_custom: bool = False
    is_allow_public: bool = False
    is_allow_wechat: bool = False


class Restriction(Wire):
    """A rule of who may watch."""

    viewing_account_type: Int = Kind.PUBLIC
    """1 everybody, 2 a password, 3 the white list, 4 people whom the integrator signs in."""
    viewing_restriction_button_title: Annotated[str, Field(max_length=12)] = ""
    comment_restriction: CommentRestriction | None = None
    custom_viewing_restriction: CustomRestriction | None = None
    password_viewing_restriction: PasswordRestriction | None = None
    white_list_viewing_restriction: ListRestriction | None = None


class SubRestriction(Restriction):
    """The second rule. The vendor spells one key of it in another way (spec/status.md, section 3)."""

    white_list_viewing_restriction: Annotated[ListRestriction | None, Field(alias="WhitelistViewingRestriction")] = None
