// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { ApiError, NoAnswer } from "../net/call";
import { deferred, pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import EarlierShows from "./EarlierShows";

const showOf = (ActivityId: number, Name = `Show ${ActivityId}`) => ({
	ActivityId,
	Name,
	LiveTime: 1_700_000_000,
	Scenes: ActivityId,
	Template: "grid",
	Colours: ["#112233", "#445566"],
});

beforeEach(() => setLanguage("en"));

async function dialog({ live = false, edited = false, shows = [showOf(1), showOf(2)], answer = async () => {} } = {}) {
	const { session, call, calls } = sessionOf();
	call.mockImplementation(async (_: string, { Search }: { Search: string }) => ({
		Shows: shows.filter(({ Name }) => Name.includes(Search)),
	}));
	const onCopy = vi.fn(answer);
	const onClose = vi.fn();
	const open = () => render(<EarlierShows session={session} live={live} edited={edited} onCopy={onCopy} onClose={onClose} />);
	return { call, calls, onCopy, onClose, open };
}

const choose = async (id: number) => {
	fireEvent.click(document.querySelector(`[data-show="${id}"]`) as Element);
	await pass();
};

test("the dialog lists the earlier shows, copies the chosen one and closes", async () => {
	const { open, onCopy, onClose, calls } = await dialog();
	open();
	await pass();
	expect(calls()).toEqual([["ListEarlierShows", { Tab: "this-tab", Search: "" }]]);
	expect(document.querySelector("[data-show='1']")?.textContent).toBe("Show 1Nov 14, 2023 · 1 scene");
	expect(screen.queryByLabelText("Search by name")).toBeNull();
	await choose(2);
	expect(onCopy).toHaveBeenCalledWith(showOf(2));
	expect(onClose).toHaveBeenCalledOnce();
});

test("the dialog asks before it replaces the host's own work", async () => {
	const { open, onCopy } = await dialog({ edited: true });
	open();
	await pass();
	await choose(1);
	expect(screen.getByRole("alert").textContent).toContain("The scenes of “Show 1” take the place of yours.");
	fireEvent.click(screen.getByText("Back"));
	expect(onCopy).not.toHaveBeenCalled();
	await pass();
	await choose(1);
	fireEvent.click(screen.getByText("Replace"));
	expect(onCopy).toHaveBeenCalledOnce();
});

test("on air the dialog says why the scenes stay, and asks the server nothing", async () => {
	const { open, calls } = await dialog({ live: true });
	open();
	await pass();
	expect(document.querySelector("#earlier-on-air")?.textContent).toContain("You are on air");
	expect(calls()).toEqual([]);
});

test("many shows can be searched by name", async () => {
	const { open, calls } = await dialog({ shows: Array.from({ length: 9 }, (_, at) => showOf(at + 1)) });
	open();
	await pass();
	const field = screen.getByLabelText("Search by name");
	fireEvent.change(field, { target: { value: "Show" } });
	fireEvent.change(field, { target: { value: "Show 7" } });
	await pass(300);
	expect(calls()).toHaveLength(2);
	expect(document.querySelectorAll("[data-show]")).toHaveLength(1);
	fireEvent.change(field, { target: { value: "nothing" } });
	await pass(300);
	expect(screen.getByText("No earlier show has this name.")).not.toBeNull();
	fireEvent.change(field, { target: { value: "" } });
	await pass();
	expect(document.querySelectorAll("[data-show]")).toHaveLength(9);
});

test("an empty list, a slow answer and no answer have words of their own", async () => {
	const { open, call } = await dialog({ shows: [] });
	const slow = deferred<{ Shows: never[] }>();
	call.mockImplementationOnce(() => slow.promise);
	open();
	await pass();
	expect(screen.getByText("Looking for earlier shows…")).not.toBeNull();
	await pass(3000);
	expect(screen.getByText("The connection is slow. Still looking…")).not.toBeNull();
	slow.reject(new NoAnswer("away"));
	await pass();
	expect(screen.getByRole("alert").textContent).toContain("The list did not come.");
	fireEvent.click(screen.getByText("Try again"));
	await pass();
	expect(screen.getByText("There are no earlier shows yet")).not.toBeNull();
	expect(screen.queryByRole("alert")).toBeNull();
});

test.each([
	[new ApiError("ResourceNotFound.Activity", "gone", 404), "This show was deleted. Choose another one."],
	[new NoAnswer("away"), "Nothing was copied. Check your connection and try again."],
])("a copy that fails says so and leaves the list (%s)", async (error, words) => {
	const { open, onClose } = await dialog({ answer: () => Promise.reject(error) });
	open();
	await pass();
	await choose(1);
	expect(screen.getByRole("alert").textContent).toBe(words);
	expect(document.querySelectorAll("[data-show]")).toHaveLength(2);
	expect(onClose).not.toHaveBeenCalled();
});
