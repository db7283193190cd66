// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { type Answer, DOWN, FakeServer, Refusal } from "../testing/server";
import { EnterPage } from "./EnterPage";

const opened = { LaunchId: "la_1", ListenKey: "lk_1", Ticket: "tk_1", DeepLink: "", EnterPath: "/enter" };
let went: ReturnType<typeof vi.fn>;

beforeEach(() => {
	setLanguage("en");
	sessionStorage.clear();
	document.body.dataset.door = "0a1b";
	went = vi.spyOn(location, "assign").mockImplementation(() => {});
	return () => delete document.body.dataset.door;
});

async function door(answer: Answer) {
	const server = new FakeServer({ SignInAssistant: answer });
	const { container } = render(<EnterPage />);
	await vi.waitFor(() => expect(container.querySelector("#password")).not.toBeNull());
	await pass();
	const type = async (text: string) => {
		const field = container.querySelector("#password") as HTMLInputElement;
		await act(async () => fireEvent.change(field, { target: { value: text } }));
		await act(async () => fireEvent.submit(container.querySelector("form") as Element));
		await pass();
	};
	return { server, type, text: () => container.textContent ?? "", field: () => container.querySelector("#password") };
}

test("a right password goes the way of a launch link", async () => {
	const { server, type, field } = await door(opened);
	expect([document.body.dataset.state, document.activeElement]).toEqual(["password", field()]);
	await type("six words");
	expect(server.calls.map(({ url, body }) => [url, body])).toEqual([
		["/client/SignInAssistant", { Door: "0a1b", Password: "six words" }],
	]);
	expect(JSON.parse(sessionStorage.getItem("kaibo.enter") ?? "")).toEqual({
		Ticket: "tk_1",
		Nonce: expect.stringMatching(/^.{22}$/),
	});
	expect(went).toHaveBeenCalledWith("/enter");
});

test.each([
	[new Refusal("WrongAssistantPassword", 403), "This password is wrong"],
	[new Refusal("FlowLimitExceeded", 429), "Too many attempts"],
] as const)("a refused password stays to be mended: %o", async (refusal, said) => {
	const { server, type, text } = await door(refusal);
	await type("wrong");
	expect(text()).toContain(said);
	expect(went).not.toHaveBeenCalled();
	server.answers = { SignInAssistant: opened };
	await type("right");
	expect(went).toHaveBeenCalledWith("/enter");
});

test("an address that was turned off says so", async () => {
	const { type, text, field } = await door(new Refusal("ResourceNotFound.LaunchLink", 404));
	await type("six words");
	expect([document.body.dataset.state, text(), field()]).toEqual(["refused", expect.stringContaining("turned off"), null]);
});

test("a server that is away is tried again until it answers", async () => {
	const { server, type, text } = await door(DOWN);
	await type("six words");
	expect(text()).toContain("Retrying automatically");
	server.answers = { SignInAssistant: opened };
	await pass(3000);
	expect(went).toHaveBeenCalledOnce();
});
