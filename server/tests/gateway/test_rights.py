"""Policies and key scopes: which calls they allow."""

import pytest
from hypothesis import given, strategies as st
from kaibo.gateway.rights import NotAPolicy, allows, fits, policy

ANY = '{"Statement":[{"Effect":"Allow","Action":["*"],"Resource":["*"]}]}'
GET = "livesaas:GetActivityAPI"
FIVE = "trn:livesaas:cn-north-1:ac_1:activity/5"


def allowed(text: str, action: str = GET, resource: str = FIVE) -> bool:
    return allows(policy(text), action, resource)


def statement(effect: str, action: str, resource: str = '"*"') -> str:
    return f'{{"Effect":"{effect}","Action":[{action}],"Resource":[{resource}]}}'


def both(*statements: str) -> str:
    return f'{{"Statement":[{",".join(statements)}]}}'


def test_allowed_action_is_granted() -> None:
    assert allowed(ANY)
    assert allowed(both(statement("Allow", '"livesaas:Get*"')))
    assert allowed(both(statement("Allow", f'"{GET}"', '"trn:livesaas:*:*:activity/5"')))
    assert allowed('{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'), (
        "a text may stand for a list of one"
    )


def test_action_without_an_allow_is_refused() -> None:
    assert not allowed('{"Statement":[]}')
    assert not allowed(both(statement("Allow", '"livesaas:List*"')))
    assert not allowed(both(statement("Allow", '"*"', '"trn:livesaas:*:*:activity/6"')))
    assert not allowed(both(statement("Allow", '"*"', '"trn:livesaas:*:*:activity/50"')))
    assert not allowed(both(statement("Allow", '"livesaas:getactivityapi"'))), "case counts"


def test_deny_wins_in_any_order() -> None:
    deny = statement("Deny", '"livesaas:Get*"')
    for statements in ((statement("Allow", '"*"'), deny), (deny, statement("Allow", '"*"'))):
        assert not allowed(both(*statements))
        assert allowed(both(*statements), "livesaas:ListActivityAPI")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "{}",
        '{"Statement":{}}',
        '{"Statement":[1]}',
        '{"Version":"1","Statement":[]}',
        '{"Statement":[{"Effect":"Allow","Action":["*"]}]}',
        '{"Statement":[{"Effect":"allow","Action":["*"],"Resource":["*"]}]}',
        '{"Statement":[{"Effect":"Allow","Action":[1],"Resource":["*"]}]}',
        '{"Statement":[{"Effect":"Allow","Action":["*"],"Resource":["*"],"Condition":{}}]}',
        '{"Statement":[{"Effect":"Allow","NotAction":["*"],"Resource":["*"]}]}',
        '{"Statement":' + "[" * 100_000,
        both(*[statement("Allow", '"*"')] * 101),
    ],
)
def test_policy_that_cannot_be_enforced_is_refused(text: str) -> None:
    with pytest.raises(NotAPolicy):
        policy(text)


TEXT = st.text("ab*", max_size=8)


@given(TEXT, st.text("ab", max_size=8))
def test_star_matches_any_text(pattern: str, text: str) -> None:
    def slowly(p: str, t: str) -> bool:
        if not p:
            return not t
        if p[0] == "*":
            return any(slowly(p[1:], t[i:]) for i in range(len(t) + 1))
        return bool(t) and t[0] == p[0] and slowly(p[1:], t[1:])

    assert fits(pattern, text) == slowly(pattern, text)


def test_many_stars_match_quickly() -> None:
    assert not fits("*a" * 5000 + "b", "a" * 20_000)
