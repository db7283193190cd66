// @vitest-environment happy-dom
import "../testing/setup";
import { render, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { Devices } from "../devices/devices";
import { setLanguage } from "../i18n/language";
import type { Person } from "../stage/people";
import { guestOf, personOf } from "../testing/guests";
import { FakeTrack } from "../testing/media";
import { sessionOf } from "../testing/session";
import { guestView } from "../testing/view";
import { GuestStage } from "./GuestStage";
import { managed } from "./managed";
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
	screenName: "",
	screenSound: null,
	sounds: [],
	micOpen: false,
	speaking: false,
	aside: false,
};

/** Make what the page knows of a guest on the stage. */
function partsOf(people: Person[], part: object = {}, view = guestView({ Session: { OnStage: true } })): GuestParts {
	const devices = new Devices();
	return {
		state: "onstage",
		people,
		live: false,
		stage: { connected: true },
		devices,
		device: devices.snapshot(),
		facing: { away: false, turn: null },
		managed: managed(view),
		share: { screen: null, refused: false },
		soundOnly: { state: "" },
		network: "",
		showsProgram: false,
		program: null,
		setFaceWidth: () => {},
		...part,
	} as unknown as GuestParts;
}

function page(guest: GuestParts, view = guestView()) {
	return render(<GuestStage session={sessionOf().session} view={view} guest={guest} />).container;
}

function stage(people: Person[], { live = false, connected = true } = {}) {
	const container = page(
		partsOf(people, { live, stage: { connected } }),
		guestView({ Seat: { UserName: people[0]?.name ?? "" } }),
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

test.each([
	["off air", false, "Everybody on the stage still hears what you say"],
	["on air", true, "Viewers still hear what you say"],
])("a guest %s to whom alone the host talks is told so, and who hears the guest", (_, seen, heard) => {
	const guest = partsOf([{ ...HOST, sounds: [voice], micOpen: true, aside: true }], { live: true, seen });
	const sign = page(guest, guestView({ Seat: { UserName: "Lin Xiao" } })).querySelector("#aside");
	expect(sign?.textContent).toContain("Only you hear Lin Xiao now");
	expect(sign?.textContent).toContain(heard);
});

test("people have the name that they tell now, not the one that they came with", () => {
	const people = [HOST, { ...HOST, identity: "guest-2", name: "嘉宾" }];
	const view = guestView({ Seat: { UserName: "Lin" }, Guests: [{ Identity: "guest-2", UserName: "Mia" }] as never });
	const container = page(partsOf(people, { live: true }), view);
	const named = (identity: string) => container.querySelector(`[data-identity=${identity}]`)?.textContent;
	expect(named("host-1")).toContain("Lin, host");
	expect(named("guest-2")).toContain("Mia");
});

test("a guest without a host is told to wait, once the stage is reached", () => {
	expect(stage([]).main.getByRole("status").textContent).toContain("The host isn’t here yet");
	expect(stage([], { connected: false }).main.queryByRole("status")).toBeNull();
});

const at = (part: object, rest: object = {}) =>
	guestView({ GuestsMode: "backstage", Session: { OnStage: true, ...part } as object, ...rest } as object);
const header = (container: HTMLElement) => container.querySelector("header [role=status]")?.textContent;
const beside = (container: HTMLElement) => container.querySelector("header [role=status]")?.parentElement?.textContent;

test.each([
	["backstage before the show", "backstage", false, "Not on air yet"],
	["brought in before the show", "air", false, "Viewers see you once the show is on"],
	["backstage on air", "backstage", true, "Viewers don’t see you"],
	["in the program", "air", true, "Viewers see you"],
])("the chip of a guest %s says so, also before the connection is there", (_, Place, live, said) => {
	const view = at({ Place });
	expect(header(page(partsOf([HOST], { live, managed: managed(view) })))).toBe(said);
	const lost = partsOf([HOST], { live, managed: managed(view), stage: { connected: false } });
	expect(beside(page(lost))).toBe(`${said}Connecting…`);
});

test("a page that was connected says that it connects again", () => {
	const session = sessionOf().session;
	const shown = (connected: boolean) => (
		<GuestStage session={session} view={guestView()} guest={partsOf([HOST], { stage: { connected } })} />
	);
	const { container, rerender } = render(shown(true));
	rerender(shown(false));
	expect(beside(container)).toContain("Reconnecting…");
});

test("on air the program stands above the faces, and is named while its picture is not there", () => {
	const container = page(partsOf([HOST], { live: true, showsProgram: true }));
	expect(container.querySelector("#program")).not.toBeNull();
	expect(container.querySelector("section")?.textContent).toContain("The picture comes in a moment");
	expect(container.querySelectorAll("[class*=strip] > *")).toHaveLength(2);
	expect(page(partsOf([HOST])).querySelector("#program")).toBeNull();
});

test("the guest reads what the host wrote to them and to all, as text", () => {
	const view = at(
		{},
		{ Lines: { ToAll: { Text: "<b>Slides</b> 4 to 9", SentTime: 1 }, ToMe: { Text: "You are next", SentTime: 2 } } },
	);
	const container = page(partsOf([HOST], { managed: managed(view) }));
	expect(container.querySelector("#line-to-all")?.textContent).toContain("<b>Slides</b> 4 to 9");
	expect(container.querySelector("#line-to-me")?.textContent).toContain("You are next");
	expect(page(partsOf([HOST])).querySelector("aside")).toBeNull();
});

test("a hand is raised backstage, shows that it is up, and is not offered on air", () => {
	const hand = vi.fn();
	const foot = (part: object) =>
		page(partsOf([], { hand, managed: managed(at(part)) })).querySelector<HTMLElement>("#raise-hand");
	const down = foot({ Place: "backstage" });
	expect(down?.ariaPressed ?? down?.getAttribute("aria-pressed")).toBe("false");
	down?.click();
	expect(hand).toHaveBeenCalledOnce();
	expect(foot({ Place: "backstage", HandTime: 5 })?.getAttribute("aria-pressed")).toBe("true");
	expect(foot({ Place: "air" })).toBeNull();
	expect(foot({ Place: "air", HandTime: 5 })).not.toBeNull();
});

test("the guest reads what the host took, and is asked to unmute with a button", () => {
	const taken = page(partsOf([], { managed: managed(at({ Muted: true, CameraOff: true })) }));
	expect(taken.querySelector("#muted-by-host")?.textContent).toContain("The host muted you");
	expect(taken.querySelector("#camera-off-by-host")).not.toBeNull();
	const guest = partsOf([], { managed: managed(at({ AskedToUnmuteTime: 5 })) });
	guest.devices.set("mic", false);
	const asked = page({ ...guest, device: guest.devices.snapshot() });
	asked.querySelector<HTMLElement>("#unmute-asked")?.click();
	expect(guest.devices.snapshot().mic.wanted).toBe(true);
});

test("the network is told in words, and sound only is offered and given back", () => {
	const take = vi.fn();
	const giveBack = vi.fn();
	const weak = page(partsOf([], { network: "weak", soundOnly: { state: "offered", take } }));
	expect(weak.querySelector("#network")?.textContent).toBe("Weak connection");
	weak.querySelector<HTMLElement>("#sound-only")?.click();
	expect(take).toHaveBeenCalledOnce();
	const good = page(partsOf([], { network: "good", soundOnly: { state: "needless", giveBack } }));
	expect(good.querySelector("#network")?.textContent).toBe("Good connection");
	good.querySelector<HTMLElement>("#pictures-back")?.click();
	expect(giveBack).toHaveBeenCalledOnce();
});

test("guests see which screen viewers see, and stand in the order of the crew", () => {
	const slides = new FakeTrack("video", "slides").track;
	const [tom, mia] = [
		{ ...personOf("Tom"), camera: null },
		{ ...personOf("Mia"), camera: null, screen: slides, screenName: "slides" },
	];
	const Guests = [guestOf("Mia", { ScreenShown: "slides" }), guestOf("Tom")];
	const view = guestView({ Session: { SessionId: "se_me" }, Guests });
	const seen = page(partsOf([tom, mia], { live: true }, view), view);
	expect(seen.querySelector("#screen-shown")?.textContent).toBe("Viewers see Mia’s screen");
	const named = [...seen.querySelectorAll("[data-identity] figcaption")].map((one) => one.textContent);
	expect(named).toEqual(["Mia", "Tom"]);
});

test.each([
	["slides", "Viewers see your screen"],
	["", "Viewers don’t see your screen yet"],
	["the one before", "Viewers don’t see your screen yet"],
])("a guest who shares reads whether viewers see it (%s)", (ScreenShown, words) => {
	const screen = { picture: new FakeTrack("video", "slides").track, sound: null };
	const own = { ...guestOf("me", { ScreenShown }), SessionId: "se_me" };
	const view = guestView({ Session: { SessionId: "se_me" }, Guests: [own] });
	const seen = page(partsOf([], { live: true, share: { screen, refused: false } }, view), view);
	expect(seen.querySelector("#screen-shown")?.textContent).toBe(words);
});

test("a guest without a picture sees the letter of the own name", () => {
	const container = page(partsOf([HOST]), guestView({ Session: { OnStage: true, UserName: "Mia" } }));
	expect(container.querySelector("[data-own] [class*=initial]")?.textContent).toBe("M");
});

test("a guest who talks while the host asks for the microphone reads one request", () => {
	const view = guestView({ Session: { OnStage: true, AskedToUnmuteTime: 1 } });
	const devices = new Devices();
	devices.set("mic", false);
	const part = { mutedTalk: true, devices, device: devices.snapshot() };
	const text = () => page(partsOf([HOST], part, view), view).textContent;
	expect(text()).toContain("The host asks you to unmute");
	expect(text()).not.toContain("nobody hears it");
});
