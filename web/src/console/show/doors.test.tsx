// @vitest-environment happy-dom
import "../../testing/setup";
import { act, fireEvent, render, renderHook, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../../i18n/language";
import { pass } from "../../testing/act";
import { DOWN, FakeServer, Refusal } from "../../testing/server";
import { Doors } from "./Doors";
import { useDoors } from "./useDoors";

beforeEach(() => {
	vi.useFakeTimers();
	setLanguage("en");
});

const door = (Url: string) => ({ LinkId: "ln", State: Url && "open", Url, Qr: [] });
const DOORS = { Host: door("https://k/l/host"), Guest: door("https://k/l/guest"), Watch: door("https://k/w/show") };
const onOut = vi.fn();

function Page({ may = true }: { may?: boolean }) {
	return <Doors state={useDoors(7, may, onOut)} watch="https://k/w/show" may={may} />;
}

const host = () => document.querySelector("#host-link")?.textContent;

test("doors that did not load say so, and the button loads them", async () => {
	const server = new FakeServer({ GetShowDoors: DOWN });
	render(<Page />);
	await pass();
	expect(document.body.textContent).toContain("The links did not load.");
	expect(host()).toBe("");
	const again = screen.getByText("Try again");

	fireEvent.click(again);
	await pass();
	expect(screen.getByText("Try again")).toBe(again);

	server.answers = { GetShowDoors: DOORS };
	fireEvent.click(again);
	await pass();
	expect(host()).toBe("https://k/l/host");
	expect(document.querySelector("#doors-failed")).toBeNull();
});

test("an admin who is signed out goes to the sign-in", async () => {
	new FakeServer({ GetShowDoors: new Refusal("SignedOut", 401) });
	render(<Page />);
	await pass();
	expect(onOut).toHaveBeenCalledOnce();
});

test("a viewer's page asks for no link, and misses none", async () => {
	const server = new FakeServer({});
	render(<Page may={false} />);
	await pass();
	expect(server.actions).toEqual([]);
	expect(document.querySelector("#watch-link")?.textContent).toBe("https://k/w/show");
	expect(document.querySelector("#doors-failed")).toBeNull();
});

test("a show gets its first guest link, and one that was turned off stays off until a click", async () => {
	const none = { LinkId: "", State: "", Url: "", Qr: [] };
	const server = new FakeServer({ GetShowDoors: { ...DOORS, Guest: none }, CreateLaunchLink: {} });
	const made = () => server.actions.filter((action) => action === "CreateLaunchLink").length;
	const { unmount } = render(<Page />);
	await pass();
	expect(made()).toBe(1);
	unmount();

	server.answers = { ...server.answers, GetShowDoors: { ...DOORS, Guest: { ...none, LinkId: "ln", State: "revoked" } } };
	render(<Page />);
	await pass();
	expect(made()).toBe(1);
	expect(document.body.textContent).toContain("This link is off.");
	fireEvent.click(screen.getByText("Make a new guest link"));
	await pass();
	expect(made()).toBe(2);
});

test("an older answer that comes later changes nothing", async () => {
	const server = new FakeServer({ GetShowDoors: DOORS });
	const { fetch } = globalThis;
	const held: (() => void)[] = [];
	vi.stubGlobal("fetch", async (...call: Parameters<typeof fetch>) => {
		const answer = await fetch(...call);
		await new Promise<void>((go) => held.push(go));
		return answer;
	});
	const { result } = renderHook(() => useDoors(7, true, onOut));
	await pass();
	server.answers = { GetShowDoors: { ...DOORS, Host: door("https://k/l/new") } };
	act(() => result.current.again());
	await pass();
	held[1]?.();
	await pass();
	held[0]?.();
	await pass();
	expect(result.current.doors?.Host.Url).toBe("https://k/l/new");
});
