// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { Talk } from "../net/talk";
import { messageOf, messagesFrom, RULES, talkEvent } from "../testing/talk";
import { Chat } from "./Chat";
import type { Door } from "./door";

const CREW: Door = { ask: vi.fn(), crew: true };

test("a key draws no message again, and a new message draws itself alone", async () => {
	const talk = new Talk();
	talk.take(talkEvent({ Fresh: true, Messages: messagesFrom(1, 30) }));
	const tools = vi.fn(() => null);
	render(<Chat talk={talk} rules={RULES} door={CREW} name={null} tools={tools} />);
	expect(tools).toHaveBeenCalledTimes(30);
	tools.mockClear();
	fireEvent.change(document.getElementById("chat-input") as Element, { target: { value: "Hello" } });
	expect(tools).not.toHaveBeenCalled();
	await act(async () => talk.take(talkEvent({ Seq: 2, Messages: [messageOf({ Id: 31 })] })));
	expect(tools.mock.calls).toEqual([[expect.objectContaining({ Id: 31 })]]);
});
