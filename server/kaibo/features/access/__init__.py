"""The rules about the viewers of a show: passwords, sign-ins, white lists and bans."""

TAG = "viewing"
