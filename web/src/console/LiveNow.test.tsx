// @vitest-environment happy-dom
import "../testing/setup";
import { render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { FakeServer, Refusal } from "../testing/server";
import { Status } from "./calls";
import { LiveNow } from "./LiveNow";
import { StatusChip } from "./StatusChip";

beforeEach(() => {
	vi.useFakeTimers();
	setLanguage("en");
});

const shown = async (answer: ConstructorParameters<typeof FakeServer>[0][string]) => {
	const server = new FakeServer({ GetShowState: answer });
	const { container } = render(<LiveNow id={7} onOut={() => {}} />);
	await pass();
	expect(server.calls.map(({ url, body }) => [url, body])).toEqual([["/admin/call/GetShowState", { ActivityId: 7 }]]);
	return container.textContent;
};

test("a show on air says how many watch, and its worst trouble instead", async () => {
	expect(await shown({ Findings: [], Viewers: 187 })).toBe("187 watching");
	expect(await shown({ Findings: ["HostAway", "NoHttps"], Viewers: 187 })).toBe(
		"The host’s page is not open. Viewers see the cover.",
	);
});

test("a show that is deleted meanwhile says nothing", async () => {
	expect(await shown(new Refusal("ResourceNotFound.Activity", 404))).toBe("");
});

test("the sign of a show on air counts since it began", () => {
	vi.setSystemTime(1_000_000_000_000);
	render(<StatusChip status={Status.LIVE} since={1_000_000_000 - 2538} />);
	expect(screen.getByText("On air 42:18")).toBeTruthy();
	render(<StatusChip status={Status.LIVE} />);
	expect(screen.getByText("On air")).toBeTruthy();
});
