// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { type ChatRules, Talk } from "../net/talk";
import { pass } from "../testing/act";
import { DOWN, FakeServer, Refusal } from "../testing/server";
import { messageOf, messagesFrom, mineOf, questionOf, RULES, talkEvent } from "../testing/talk";
import { TYPED } from "../testing/typed";
import ViewerTalk from "./ViewerTalk";

const onPass = vi.fn();
let server: FakeServer;
let talk: Talk;

beforeEach(() => {
	onPass.mockClear();
	localStorage.setItem("kaibo.lang", "en");
	talk = new Talk();
	server = new FakeServer({
		SetChatName: { UserName: "Bo" },
		SendMessage: { Message: messageOf({ Id: 9, UserName: "Bo", UserId: 5, Text: "Hello" }) },
		EnterChat: { UserName: "" },
		VoteQuestion: { Votes: 4 },
		AskQuestion: { Question: questionOf({ Id: 8, Text: "Why?" }) },
		React: {},
	});
});

const shown = (part: Partial<ChatRules> = {}) =>
	render(<ViewerTalk base="/w/tea" onPass={onPass} talk={talk} rules={{ ...RULES, ...part }} />);
/** Let the form for the name come. Its code loads late. */
async function formComes(): Promise<void> {
	await vi.dynamicImportSettled();
	await pass();
}
const named = (name = "Bo") =>
	talk.take(talkEvent({ Fresh: true, Mine: mineOf({ UserName: name }), Messages: messagesFrom(1, 3) }));
const field = (id: string) => document.getElementById(id) as HTMLTextAreaElement;
const write = (text: string, id = "chat-input") => fireEvent.change(field(id), { target: { value: text } });
const enter = (id = "chat-input", more = {}) => fireEvent.keyDown(field(id), { key: "Enter", ...more });
const sent = (action: string) => server.calls.filter((call) => call.action === action).map(({ body }) => body);

test("a viewer is asked for a name once, in place, and the message goes out under it", async () => {
	shown();
	write("Hello");
	enter();
	enter();
	await pass();
	expect(server.actions, "the server may know the name from another tab").toEqual(["EnterChat"]);
	await formComes();
	fireEvent.change(field("chat-name"), { target: { value: " Bo " } });
	fireEvent.click(screen.getByText("Use this name"));
	await pass();
	expect(sent("SetChatName")).toEqual([{ UserName: "Bo" }]);
	expect(sent("SendMessage")).toMatchObject([{ Text: "Hello" }]);
	expect(document.querySelector("[data-message='9']")?.getAttribute("data-own")).toBe("true");
	expect(field("chat-input").value).toBe("");
	expect(field("chat-input").placeholder).toBe("Say something as Bo…");
	expect(localStorage.getItem("kaibo.name")).toBe("Bo");
	expect(onPass, "the page's events begin again, with the pass").toHaveBeenCalledOnce();
});

test("a viewer who told the name in another tab is not asked again", async () => {
	server.answers.EnterChat = { UserName: "Bo" };
	shown();
	write("Hello");
	enter();
	await pass();
	expect(sent("SendMessage")).toMatchObject([{ Text: "Hello" }]);
	expect(server.actions).toEqual(["EnterChat", "SendMessage"]);
	expect(field("chat-name")).toBeNull();
	expect(field("chat-input").placeholder).toBe("Say something as Bo…");
});

test("a viewer whose name cannot be looked up is asked for it", async () => {
	server.answers.EnterChat = DOWN;
	shown();
	write("Hello");
	enter();
	await pass(30_000);
	await formComes();
	expect(field("chat-name")).toBeTruthy();
});

test("a name of the host is refused in place, and nothing is sent", async () => {
	server.answers.SetChatName = new Refusal("ResourceConflict.ChatNameTaken", 409);
	shown();
	write("Hello");
	enter();
	await pass();
	await formComes();
	fireEvent.change(field("chat-name"), { target: { value: "Ada" } });
	fireEvent.click(screen.getByText("Use this name"));
	await pass();
	expect(screen.getByText(/a host’s or an assistant’s/)).toBeTruthy();
	expect(sent("SendMessage")).toEqual([]);
});

test("a viewer whom the server refuses hears why by the page's events", async () => {
	named();
	server.answers.SendMessage = new Refusal("AccessDenied.Watch", 403);
	shown();
	write("Hello");
	enter();
	await pass();
	expect(onPass).toHaveBeenCalledOnce();
	expect(field("chat-input").value).toBe("Hello");
});

test("Enter of an input method and Shift with Enter send nothing", async () => {
	named();
	shown();
	write("你好");
	enter("chat-input", { isComposing: true });
	enter("chat-input", { keyCode: 229 });
	enter("chat-input", { shiftKey: true });
	await pass();
	expect(server.actions).toEqual([]);
	enter();
	await pass();
	expect(server.actions).toEqual(["SendMessage"]);
});

test.each([
	["LinksRefused", 400, "Links are not allowed here."],
	["FlowLimitExceeded", 429, "That was too fast."],
	["FlowLimitExceeded.SlowMode", 429, "Slow mode: you can send again in a moment."],
	["InvalidParameter.Text", 400, "Some of these letters cannot be used."],
	["ChatOff", 409, "The host has just turned this off."],
	["QuestionsOff", 409, "The host has just turned this off."],
	["InternalError", 500, "Not sent: the server can’t be reached."],
	["OperationDenied", 403, "Not sent. Please try again."],
])("a text refused with %s is back in its field with the reason, before what was typed since", async (code, status, words) => {
	named();
	server.answers.SendMessage = server.answers.AskQuestion = new Refusal(code, status);
	shown();
	for (const box of ["chat-input", "ask"]) {
		write("https://a.example", box);
		enter(box);
		write("next", box);
		await pass(30_000);
		expect(field(box).value).toBe("https://a.example\nnext");
		expect(field(box).form?.textContent).toContain(words);
	}
});

test("a text outlives its field while the chat is off, and while the door of the show stands there", async () => {
	named();
	const { rerender, unmount } = shown();
	write("Hello");
	write("Why?", "ask");
	rerender(<ViewerTalk base="/w/tea" onPass={onPass} talk={talk} rules={{ ...RULES, On: false, Questions: false }} />);
	expect(field("chat-input") ?? field("ask")).toBeNull();
	rerender(<ViewerTalk base="/w/tea" onPass={onPass} talk={talk} rules={RULES} />);
	expect([field("chat-input").value, field("ask").value]).toEqual(["Hello", "Why?"]);
	server.answers.SendMessage = new Refusal("AccessDenied.Watch", 403);
	enter();
	unmount();
	await pass();
	shown();
	expect([field("chat-input").value, field("ask").value]).toEqual(["Hello", "Why?"]);
	server.answers.SendMessage = { Message: messageOf({ Id: 9, Text: "Hello" }) };
	enter();
	await pass();
	expect(field("chat-input").value).toBe("");
});

test("a text that needs a name after all goes out with what was typed since", async () => {
	named();
	server.answers.SendMessage = new Refusal("ResourceConflict.ChatNameNeeded", 409);
	shown();
	write("Hello");
	enter();
	write("again");
	await pass();
	server.answers.SendMessage = { Message: messageOf({ Id: 9, Text: "Hello again" }) };
	await formComes();
	fireEvent.change(field("chat-name"), { target: { value: "Bo" } });
	fireEvent.click(screen.getByText("Use this name"));
	await pass();
	expect(sent("SendMessage")).toMatchObject([{ Text: "Hello" }, { Text: "Hello\nagain" }]);
});

test("a text whose answer was lost goes out again under the same nonce, and stays when the server is away", async () => {
	named();
	server.answers.SendMessage = DOWN;
	shown();
	write("Hello");
	enter();
	expect(document.querySelector("[data-pending]")?.textContent).toContain("Sending…");
	await pass(30_000);
	expect(field("chat-input").value).toBe("Hello");
	expect(screen.getByText(/the server can’t be reached/)).toBeTruthy();
	server.answers.SendMessage = { Message: messageOf({ Id: 9, Text: "Hello" }) };
	enter();
	await pass();
	expect(new Set(sent("SendMessage").map(({ Nonce }) => Nonce)).size).toBe(1);
	expect(document.querySelectorAll("[data-message='9']")).toHaveLength(1);
});

test("slow mode counts down on the button", async () => {
	named();
	shown({ SlowSeconds: 5 });
	write("Hello");
	enter();
	await pass();
	const button = field("chat-send") as unknown as HTMLButtonElement;
	expect(button.textContent).toBe("5 s");
	expect(button.disabled).toBe(true);
	await pass(2500);
	expect(button.textContent).toBe("3 s");
	await pass(3000);
	expect(button.disabled).toBe(false);
});

test("a browser without a pass gets one, and the call goes on", async () => {
	named();
	let calls = 0;
	vi.spyOn(server, "answers", "get").mockImplementation(() => ({
		EnterChat: { UserName: "Bo" },
		React: calls++ ? {} : new Refusal("PassNeeded", 403),
	}));
	shown();
	fireEvent.click(screen.getByLabelText("Applause 0"));
	await pass();
	expect(server.actions).toEqual(["React", "EnterChat", "React"]);
});

test("the count shows near the end, and a text that is too long is not sent", () => {
	named();
	shown();
	write("x".repeat(150));
	expect(screen.queryByText(/letters left/)).toBeNull();
	write("x".repeat(170));
	expect(screen.getByText("30 letters left")).toBeTruthy();
	write("x".repeat(203));
	expect(screen.getByText("3 letters too many")).toBeTruthy();
	enter();
	expect(server.actions).toEqual([]);
});

test("what people typed is text, and a link only where the host allows links", () => {
	const link = "see https://a.example/x.";
	talk.take(
		talkEvent({ Fresh: true, Messages: [messageOf({ Id: 1, UserName: TYPED, Text: TYPED }), messageOf({ Id: 2, Text: link })] }),
	);
	const { rerender } = shown();
	expect(document.querySelector("[data-message='1'] p")?.textContent).toContain(TYPED);
	expect(document.querySelector("script, [onx], [data-message] a")).toBeNull();
	rerender(<ViewerTalk base="/w/tea" onPass={onPass} talk={talk} rules={{ ...RULES, Links: true }} />);
	const found = document.querySelector("[data-message='2'] a");
	expect(found?.getAttribute("href")).toBe("https://a.example/x");
	expect(found?.getAttribute("rel")).toBe("noopener noreferrer nofollow");
});

test("a chat that is off says so, and what was said stays", () => {
	named();
	shown({ On: false });
	expect(screen.getByText("The host turned the chat off.")).toBeTruthy();
	expect(field("chat-input")).toBeNull();
	expect(document.querySelectorAll("[data-message]")).toHaveLength(3);
});

test("a show without any of it has no panel", () => {
	talk.take(talkEvent({ Fresh: true }));
	shown({ On: false, Questions: false, Reactions: false });
	expect(document.getElementById("talk")).toBeNull();
});

test("a question goes out without a name where the host allows it, and a vote shows at once", async () => {
	talk.take(talkEvent({ Fresh: true, Questions: [questionOf({ Id: 3, Votes: 3 })] }));
	shown();
	fireEvent.click(screen.getByRole("tab", { name: /Questions/ }));
	fireEvent.click(screen.getByLabelText("Ask without my name"));
	write("Why?", "ask");
	enter("ask");
	await pass();
	expect(sent("AskQuestion")).toMatchObject([{ Text: "Why?", Anonymous: true }]);
	expect(screen.getByText("Your question is in.")).toBeTruthy();
	const vote = document.querySelector("[data-question='3'] button") as HTMLButtonElement;
	fireEvent.click(vote);
	expect(vote.getAttribute("aria-pressed")).toBe("true");
	await pass();
	expect(sent("VoteQuestion")).toEqual([{ Id: 3, Vote: true }]);
	expect(vote.textContent).toContain("4");
});

test("a question that waits for review stands there for its author, without a vote", async () => {
	named();
	server.answers.AskQuestion = { Question: questionOf({ Id: 8, Text: "Why?", State: "held" }) };
	shown();
	write("Why?", "ask");
	enter("ask");
	await pass();
	expect(screen.getByText(/Others see it after the review/)).toBeTruthy();
	const row = document.querySelector("[data-question='8']");
	expect(row?.textContent).toContain("Waiting for review");
	expect(row?.querySelector("button")).toBeNull();
});

test("beside a replay the conversation stands as it was, and takes nothing", () => {
	talk.take(talkEvent({ Fresh: true, Messages: messagesFrom(1, 3), Questions: [questionOf({ Id: 3, Votes: 3 })] }));
	render(<ViewerTalk base="/w/tea" onPass={() => {}} talk={talk} rules={RULES} replayed={{ part: talk, words: "It was so." }} />);
	expect(document.querySelectorAll("[data-message]")).toHaveLength(3);
	expect(screen.getAllByText("It was so.", { ignore: false })).toHaveLength(2);
	expect([field("chat-input"), field("ask"), document.querySelector("[data-question='3'] button")]).toEqual([null, null, null]);
});

test("a replay before the first message keeps its tabs", () => {
	talk.take(talkEvent({ Fresh: true, Messages: messagesFrom(1, 3), Questions: [questionOf({ Id: 3 })] }));
	render(<ViewerTalk base="/w/tea" onPass={() => {}} talk={talk} rules={RULES} replayed={{ part: new Talk(), words: "" }} />);
	expect(document.querySelector("[data-message]")).toBeNull();
	expect(screen.getAllByRole("tab")).toHaveLength(2);
});

test("arrow keys change the tab", () => {
	shown();
	fireEvent.keyDown(screen.getByRole("tab", { name: "Chat" }), { key: "ArrowRight" });
	expect(document.getElementById("questions")?.hidden).toBe(false);
	expect(document.getElementById("chat")?.hidden).toBe(true);
});
