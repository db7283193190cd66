import { expect, test } from "vitest";
import type { Shown } from "../design/document";
import { asStored } from "../design/draft";
import { FIRST, itemOf } from "../design/first";
import type { SharedScreen } from "../source/screen";
import { screenSounds, screenSources } from "./useFurtherScreens";

const track = (id: string) => ({ id }) as MediaStreamTrack;
const tab: SharedScreen = { picture: track("tab"), sound: track("music") };
const shared = new Map([["two", tab]]);

/** The scene on air, with the screen as one of these items. */
const shows = (...items: Shown["overlays"]): Shown => ({ ...asStored(FIRST), scene: { ...asStored(FIRST).scene, items } });

test("a further screen is a source of the picture, with the name that lists show", () => {
	const sources = { two: { kind: "screen", name: "My screen 2" } as const };
	expect(screenSources(shared, sources)).toMatchObject([
		{ id: "two", kind: "screen", name: "", label: "My screen 2", track: tab.picture },
	]);
});

test("a tab is heard while viewers see it, in the scene or above it", () => {
	const item = itemOf("item", "two");
	const heard = (shown: Shown) => [...screenSounds(shared, shown)];
	expect(heard(shows(item))).toEqual([["two", tab.sound]]);
	expect(heard({ ...shows(), overlays: [item] })).toEqual([["two", tab.sound]]);
	expect(heard(shows({ ...item, seen: false }))).toEqual([]);
	expect(heard(shows())).toEqual([]);
	expect([...screenSounds(new Map([["two", { ...tab, sound: null }]]), shows(item))]).toEqual([]);
});
