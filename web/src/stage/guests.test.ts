import { expect, test } from "vitest";
import { GUEST_SCREEN } from "../design/document";
import { guestOf as guest, personOf as person } from "../testing/guests";
import { initialOf, seenGuests, shownScreen, soundsOf, sourcesOf } from "./guests";

const track = (id: string) => ({ id }) as MediaStreamTrack;

test("the program has the host, the guests on air who have arrived, and the screen", () => {
	const guests = [guest("on"), guest("off", { OnAir: false }), guest("coming")];
	const seen = seenGuests(guests, [person("on"), person("off")]);
	const screen = { picture: track("picture"), sound: track("music") };
	const sources = sourcesOf({ name: "", role: "主播", camera: null }, seen, screen);
	expect(sources.map((source) => source.id)).toEqual(["camera", "guest-se_on", "screen"]);
	expect(sources[0]).toMatchObject({ name: "", initial: "主" });
	expect(sources[1]?.track?.id).toBe("camera on");
	const heard = [...soundsOf(track("mic"), seen, screen).values()].map((sound) => sound.id);
	expect(heard).toEqual(["mic", "music", "voice on"]);
});

test("a letter that shows stands for a person, also when a mark begins the name", () => {
	expect(["\u202e\x1bana", "陈一鸣", " "].map(initialOf)).toEqual(["A", "陈", ""]);
});

test("viewers see the one screen that the crew chose, and hear it only while they see it", () => {
	const [picture, music] = [track("slides"), track("music")];
	const sharing = (name: string) => ({
		...person(name),
		screen: picture,
		screenName: "first",
		screenSound: music,
		sounds: [track(`voice ${name}`), music],
	});
	const heard = (part: Parameters<typeof guest>[1]) => {
		const seen = seenGuests([guest("mia", part)], [sharing("mia")]);
		const ids = sourcesOf({ name: "Ada", role: "", camera: null }, seen, null).map(({ id }) => id);
		return [ids.includes(GUEST_SCREEN), [...soundsOf(null, seen, null).values()].map(({ id }) => id)];
	};
	expect(heard({ ScreenShown: "first" })).toEqual([true, ["music", "voice mia"]]);
	expect(heard({ ScreenShown: "first", OnAir: false })).toEqual([true, ["music"]]);
	expect(heard({ ScreenShown: "" })).toEqual([false, ["voice mia"]]);
	expect(heard({ ScreenShown: "the one before" })).toEqual([false, ["voice mia"]]);
});

test("a screen that its guest ended is not shown", () => {
	const seen = seenGuests([guest("mia", { ScreenShown: "first" })], [{ ...person("mia"), screenName: "first" }]);
	expect(shownScreen(seen)).toBeNull();
});

test("a guest who only tries to connect has not arrived", () => {
	const bare = { ...person("bare"), camera: null, sounds: [] };
	const trying = guest("bare", { Connected: false });
	expect(seenGuests([trying], [bare])[0]?.person).toBeNull();
	expect(seenGuests([guest("bare")], [bare])[0]?.person).toBe(bare);
	const restarted = seenGuests([guest("on", { Connected: false })], [person("on")]);
	expect(restarted[0]?.person?.name, "a server that has just started knows nobody").toBe("on");
});
