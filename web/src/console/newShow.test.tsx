// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { FakeServer } from "../testing/server";
import { NewShow } from "./NewShow";
import { fieldOf, plannedStart } from "./time";

const NOW = Date.UTC(2026, 10, 29, 9, 30, 40);

beforeEach(() => {
	vi.useFakeTimers({ now: NOW });
	setLanguage("en");
});

const shown = (trial = false) => {
	const server = new FakeServer({ CreateActivityAPIV2: { ActivityId: 7 }, GetShowDoors: { Host: { Url: "/l/host" } } });
	const onMade = vi.fn();
	render(<NewShow trial={trial} onMade={onMade} onOut={() => {}} />);
	return { server, onMade };
};

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const make = async () => {
	fireEvent.click(screen.getByRole("button", { name: "Make the show" }));
	await pass();
};

test("a start that has passed is said, and a later one or none is taken", async () => {
	const { server, onMade } = shown();
	const now = NOW / 1000;
	type("Title", "All hands");
	type("Starts", fieldOf(now - 60));
	await make();
	expect(screen.getByRole("alert").textContent).toContain("This time has passed");
	expect(server.calls).toEqual([]);

	type("Starts", fieldOf(now)); // the present minute
	await make();
	type("Starts", "");
	await make();
	expect(server.calls.map(({ body }) => body.LiveTime)).toEqual([now - 40, 0]);
	expect(onMade).toHaveBeenCalledTimes(2);
	expect(screen.getByRole("alert").textContent).toBe("");
});

test("a trial needs no title, and opens the studio", async () => {
	const assign = vi.fn();
	vi.stubGlobal("location", { assign });
	const { server } = shown(true);
	fireEvent.click(screen.getByRole("button", { name: "Try it now" }));
	await pass();
	expect(server.calls.map(({ body }) => body)).toEqual([{ Name: "Trial show" }, { ActivityId: 7 }]);
	expect(assign).toHaveBeenCalledExactlyOnceWith("/l/host");
});

test("only the first show is offered as a trial", () => {
	shown();
	expect(screen.queryByText("Try it now")).toBeNull();
});

test("the moment that a show was made is no planned start", () => {
	const show = { Id: 1_796_000_000_123_456, LiveTime: 1_796_000_000 };
	expect(plannedStart(show)).toBe(0);
	expect(plannedStart({ ...show, LiveTime: show.LiveTime + 60 })).toBe(show.LiveTime + 60);
});
