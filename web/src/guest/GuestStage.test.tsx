// @vitest-environment happy-dom
import "../testing/setup";
import { render, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { Devices } from "../devices/devices";
import { setLanguage } from "../i18n/language";
import type { Person } from "../stage/people";
import { FakeTrack } from "../testing/media";
import { sessionOf } from "../testing/session";
import { guestView } from "../testing/view";
import { GuestStage } from "./GuestStage";
import type { GuestParts } from "./useGuest";

beforeEach(() => {
	vi.stubGlobal(
		"ResizeObserver",
		class {
			observe() {}
			disconnect() {}
		},
	);
	setLanguage("en");
});

const voice = new FakeTrack("audio", "voice").track;
const HOST: Person = {
	identity: "host-1",
	name: "Lin Xiao",
	camera: null,
	screen: null,
	sounds: [],
	micOpen: false,
	speaking: false,
};

function stage(people: Person[], { live = false, connected = true } = {}) {
	const devices = new Devices();
	const guest = { people, live, stage: { connected }, devices, device: devices.snapshot() } as unknown as GuestParts;
	const { container } = render(
		<GuestStage session={sessionOf().session} view={guestView({ Seat: { UserName: people[0]?.name ?? "" } })} guest={guest} />,
	);
	const tile = container.querySelector("[data-identity=host-1]") as HTMLElement | null;
	return { main: within(container.querySelector("main") as HTMLElement), tile };
}

test("a host who does not talk to the guests yet knows of them, and does not look broken", () => {
	const { main, tile } = stage([HOST]);
	expect(main.getByRole("status").textContent).toContain("Lin Xiao knows you’re here");
	expect(tile?.textContent).toContain("Not talking to you yet");
	expect(tile?.querySelector("svg")).toBeNull();
});

test("a host without a name knows of the guests too, in Chinese", () => {
	setLanguage("zh");
	expect(stage([{ ...HOST, name: "" }]).main.getByRole("status").textContent).toContain("主播已经知道你来了");
});

test.each([
	["a host who talks", { sounds: [voice], micOpen: true }, false, 0],
	["a host who talked and is muted", { sounds: [voice] }, false, 1],
	["a host on air without devices", {}, true, 1],
])("%s is not waited for", (_, host, live, signs) => {
	const { main, tile } = stage([{ ...HOST, ...host }], { live });
	expect(main.queryByRole("status")).toBeNull();
	expect(tile?.textContent).not.toContain("Not talking");
	expect(tile?.querySelectorAll("svg")).toHaveLength(signs);
});

test("people have the name that they tell now, not the one that they came with", () => {
	const devices = new Devices();
	const people = [HOST, { ...HOST, identity: "guest-2", name: "嘉宾" }];
	const guest = { people, live: true, stage: { connected: true }, devices, device: devices.snapshot() } as unknown as GuestParts;
	const view = guestView({ Seat: { UserName: "Lin" }, Guests: [{ Identity: "guest-2", UserName: "Mia" }] as never });
	const { container } = render(<GuestStage session={sessionOf().session} view={view} guest={guest} />);
	const named = (identity: string) => container.querySelector(`[data-identity=${identity}]`)?.textContent;
	expect(named("host-1")).toContain("Lin, host");
	expect(named("guest-2")).toContain("Mia");
});

test("a guest without a host is told to wait, once the stage is reached", () => {
	expect(stage([]).main.getByRole("status").textContent).toContain("The host isn’t here yet");
	expect(stage([], { connected: false }).main.queryByRole("status")).toBeNull();
});
