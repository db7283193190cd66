"""A viewer says hello in the chat, by a script of its page."""

SAY = """async () => {
  const call = (action, body) => fetch(`${location.pathname}/call/${action}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  await call("SetChatName", { UserName: "Aki" });
  const answer = await call("SendMessage", { Text: "hello", Nonce: crypto.randomUUID() });
  return [answer.status, (await answer.json()).Result?.Message.UserId];
}"""
"""Says hello in the chat. Gives the status of the answer, and the number of the viewer."""
