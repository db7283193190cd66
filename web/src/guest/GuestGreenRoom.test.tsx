// @vitest-environment happy-dom
import "../testing/setup";
import { render } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { tabStorage } from "../browser/storage";
import { setLanguage } from "../i18n/language";
import { FakeDevices } from "../testing/media";
import { sessionOf } from "../testing/session";
import { guestView } from "../testing/view";
import { GuestGreenRoom } from "./GuestGreenRoom";
import { GuestWaiting } from "./GuestWaiting";
import { useGuest } from "./useGuest";

beforeEach(() => {
	new FakeDevices();
	// Both devices are off: the page is about its words.
	for (const kind of ["camera", "mic"]) tabStorage.set(`kaibo.${kind}.off`, "1");
	setLanguage("en");
});

const Page = ({ view }: { view: ReturnType<typeof guestView> }) => {
	const { session } = sessionOf();
	const guest = useGuest(session, view);
	const Shown = guest.state === "waiting" ? GuestWaiting : GuestGreenRoom;
	return <Shown session={session} view={view} guest={guest} />;
};

const green = (part: object) => {
	const { container } = render(<Page view={guestView({ Seat: { UserName: "Lin Xiao" }, ...part })} />);
	const at = (selector: string) => container.querySelector(selector)?.textContent ?? null;
	return { container, join: at("#join-stage"), means: at("#join-means"), said: container.textContent ?? "" };
};

test("backstage is joined unseen: the promise names who brings the guest in", () => {
	const { join, means, said } = green({ GuestsMode: "backstage" });
	expect(join).toBe("Join backstage");
	expect(means).toBe("Viewers see you only when Lin Xiao brings you on.");
	expect(said).toContain("You are a guest of Lin Xiao");
});

test("where guests are on air at once, the button itself says so", () => {
	const { join } = green({ GuestsMode: "on-air" });
	expect(join).toBe("JoinYou are on air as soon as you join");
});

test("where the host lets guests in, the button asks", () => {
	const { join, means } = green({ GuestsMode: "ask" });
	expect([join, means]).toEqual(["Ask to join", "Lin Xiao lets you in. Viewers don’t see you yet."]);
});

test("the promise is true in Chinese, and without a host's name", () => {
	setLanguage("zh");
	expect(green({ GuestsMode: "backstage", Seat: { UserName: "" } }).means).toBe("主播把你放进画面后，观众才看得到你。");
});

const WAITS = { Session: { Place: "waiting" } as object };

test("a guest who waits reads that the host knows of them, and that viewers see nothing", () => {
	const { container, said } = green({ ...WAITS, Seat: { Connected: true } });
	expect(container.querySelector("#waiting")?.textContent).toContain("The host knows that you are here");
	expect(said).toContain("You come in by yourself once you are let in.");
	expect(said).toContain("Not on air yet");
	expect(container.querySelector("#join-stage")).toBeNull();
});

test("a guest who waits for a host who is away reads that the place in the queue stays", () => {
	expect(green({ ...WAITS, Seat: { Connected: false } }).said).toContain("You are in the queue");
});

test("a guest whose place was given up reads why, and joins again", () => {
	const { said, join } = green({ Session: { PlaceLost: true } as object });
	expect(said).toContain("Your place was given up");
	expect(join).toBe("Join backstage");
});

test("a guest reads before joining that the show is recorded", () => {
	const at = ({ container }: ReturnType<typeof green>) => container.querySelector("#recorded")?.textContent;
	expect(at(green({ Recording: "on" }))).toBe("This show is recorded.");
	expect(at(green({ Recording: "off" }))).toBeUndefined();
});

test("a guest who waits reads the host's lines", () => {
	const line = (Text: string) => ({ Text, SentTime: 1 });
	const Lines = { ToAll: line("We start late"), ToMe: line("You are next"), ToHost: null, ToGuests: [] };
	const { said } = green({ GuestsMode: "ask", Session: { Place: "waiting" }, Lines });
	expect(said).toContain("To you alone You are next");
	expect(said).toContain("To all guests We start late");
});
