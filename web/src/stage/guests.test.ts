import { expect, test } from "vitest";
import { guestOf as guest, personOf as person } from "../testing/guests";
import { initialOf, seenGuests, soundsOf, sourcesOf } from "./guests";

const track = (id: string) => ({ id }) as MediaStreamTrack;

test("the program has the host, the guests on air who have arrived, and the screen", () => {
	const guests = [guest("on"), guest("off", { OnAir: false }), guest("coming")];
	const seen = seenGuests(guests, [person("on"), person("off")]);
	const screen = { picture: track("picture"), sound: track("music") };
	const sources = sourcesOf({ name: "", show: "beans", camera: null }, seen, screen);
	expect(sources.map((source) => source.id)).toEqual(["camera", "guest-se_on", "screen"]);
	expect(sources[0]).toMatchObject({ name: "", initial: "B" });
	expect(sources[1]?.track?.id).toBe("camera on");
	const heard = [...soundsOf(track("mic"), seen, screen).values()].map((sound) => sound.id);
	expect(heard).toEqual(["mic", "music", "voice on"]);
});

test("a letter that shows stands for a person, also when a mark begins the name", () => {
	expect(["\u202e\x1bana", "陈一鸣", " "].map(initialOf)).toEqual(["A", "陈", ""]);
});

test("a guest who only tries to connect has not arrived", () => {
	const bare = { ...person("bare"), camera: null, sounds: [] };
	const trying = guest("bare", { Connected: false });
	expect(seenGuests([trying], [bare])[0]?.person).toBeNull();
	expect(seenGuests([guest("bare")], [bare])[0]?.person).toBe(bare);
	const restarted = seenGuests([guest("on", { Connected: false })], [person("on")]);
	expect(restarted[0]?.person?.name, "a server that has just started knows nobody").toBe("on");
});
