// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { QualityMenu } from "./QualityMenu";
import type { Choice, Layer } from "./quality";

const HD = [180, 360, 720].map((height, quality) => ({ quality, width: (height * 16) / 9, height }));
const choose = vi.fn();
let video: HTMLVideoElement;

beforeEach(() => {
	vi.clearAllMocks();
	video = document.createElement("video");
});

function show(height: number): void {
	Object.assign(video, { videoWidth: (height * 16) / 9, videoHeight: height });
	for (const [name, value] of [
		["videoWidth", (height * 16) / 9],
		["videoHeight", height],
	] as const)
		Object.defineProperty(video, name, { value, configurable: true });
	act(() => void video.dispatchEvent(new Event("resize")));
}

function open(layers: Layer[], choice: Choice) {
	render(<QualityMenu video={video} layers={layers} choice={choice} choose={choose} />);
	fireEvent.click(screen.getByRole("button", { name: "Quality" }));
}

const items = () => screen.getAllByRole("menuitemradio").map(({ textContent }) => textContent);
const checked = () => screen.getByRole("menuitemradio", { checked: true }).textContent;

test("the menu has the pictures that the host sends, and sound only", () => {
	open(HD, "auto");
	expect(items()).toEqual(["Auto", "720p", "360p, saves data", "Sound only"]);
	expect(checked()).toBe("Auto");
});

test("a host with one picture leaves the page and sound only", () => {
	open(HD.slice(2), "save");
	expect(items()).toEqual(["Auto", "Sound only"]);
	expect(checked()).toBe("Auto");
});

test("the page's own choice names the picture that is shown now", () => {
	open(HD, "auto");
	show(720);
	expect(checked()).toBe("Auto (720p)");
	show(360);
	expect(checked()).toBe("Auto (360p)");
});

test.each<[Choice, string]>([
	["auto", "Auto"],
	["save", "360p, saves data"],
	["sound", "Sound only"],
	[720, "720p"],
])("the item for %s is checked and chosen by a click, which closes the menu", (choice, words) => {
	open(HD, choice);
	expect(checked()).toBe(words);
	fireEvent.click(screen.getByText(words));
	expect(choose).toHaveBeenCalledExactlyOnceWith(choice);
	expect(screen.queryByRole("menu")).toBeNull();
	expect(document.activeElement).toBe(screen.getByRole("button", { name: "Quality" }));
});

test("the menu speaks Chinese", () => {
	setLanguage("zh");
	render(<QualityMenu video={video} layers={HD} choice="auto" choose={choose} />);
	fireEvent.click(screen.getByRole("button", { name: "画质" }));
	expect(items()).toEqual(["自动", "720p", "360p（省流量）", "只听声音"]);
	setLanguage("en");
});

test("the menu opens with the focus on the choice that holds", () => {
	open(HD, "save");
	expect(document.activeElement?.textContent).toBe("360p, saves data");
});
