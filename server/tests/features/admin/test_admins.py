"""The work of an owner in the console: admins come and go, and access keys are made and turned off."""

from kaibo.features.admin.roles import Role

from tests.features.admin.browser import PASSWORD, Server
from tests.gateway.door import HOST, Caller

TAKEN = (409, "ResourceConflict.AdminName")
SIGNED_OUT = (401, "SignedOut")


def test_link_offers_a_name_that_the_new_admin_may_change(server: Server) -> None:
    owner = server.admin()
    token = owner.call("CreateAdminLink", Role="viewer", Name=" Mia ")["Url"].partition("#link=")[2]
    new = server.browser()
    assert new.enter("PeekAdminLink", Token=token) == {"Name": "", "Role": "viewer", "OfferedName": "Mia"}
    new.enter("OpenAdminLink", Token=token, Name="Mia Chen")
    assert new.call("GetMe")["Name"] == "Mia Chen"
    assert owner.refused("CreateAdminLink", Name="MIA CHEN") == TAKEN
    assert owner.refused("CreateAdminLink", Name="a\u202eb") == (400, "InvalidParameter.Name")


def test_owner_signs_another_admin_out_everywhere(server: Server) -> None:
    owner, mia = server.admin(), server.admin("Mia", Role.OPERATOR)
    mia.call("SetMyPassword", Password=PASSWORD)
    second = server.browser()
    second.enter("SignIn", Name="Mia", Password=PASSWORD)
    listed = {each["Name"]: each for each in owner.call("ListAdmins")["Admins"]}
    assert listed["Mia"]["Browsers"] == 2
    owner.call("EndAdminSessions", AdminId=listed["Mia"]["AdminId"])
    assert mia.refused("GetMe") == second.refused("GetMe") == SIGNED_OUT
    assert owner.call("GetMe")["Role"] == "owner"
    assert owner.refused("EndAdminSessions", AdminId="ad_no") == (404, "ResourceNotFound.Admin")


def test_key_of_the_console_works_until_it_is_turned_off(server: Server) -> None:
    owner = server.admin()
    made = owner.call("CreateAccessKey", Name="reports")
    caller = Caller(server.http, made["AccessKeyId"], made["SecretAccessKey"])
    assert HOST in caller.call("CreateActivityAPIV2", Name="By key")["ViewUrl"]
    assert made["SecretAccessKey"] not in str(owner.call("ListAccessKeys"))
    owner.call("UpdateAccessKey", AccessKeyId=made["AccessKeyId"], Enable=0)
    caller.expire_keys()
    assert caller.refused("ListActivityAPI") == (401, "InvalidAccessKey")
