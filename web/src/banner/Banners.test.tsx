// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { addBanner } from "../design/banners";
import { seenOnAir } from "../design/draft";
import { FIRST } from "../design/first";
import type { DesignControl } from "../design/useDesign";
import { useDesign } from "../design/useDesign";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { Toasts } from "../ui/Toast";
import { BannerRow } from "./BannerRow";

const WITHOUT = "Write a title or a second line.";

let show: DesignControl;

beforeEach(() => setLanguage("en"));

/** `titles`: banners that the show has already. */
async function open(live = false, ...titles: string[]) {
	const stored = titles.reduce((design, title) => addBanner(design, { title, line: "" })[0], FIRST);
	const { session, call } = sessionOf();
	call.mockImplementation(async (action: string) =>
		action === "GetShowDesign" ? { Design: stored, Revision: 1 } : { Revision: 2 },
	);
	const view = viewOf({
		Activity: { Wanted: live, Name: "All hands" },
		Session: { UserName: "Lin" },
		Design: { Revision: 1 },
	});
	function Row() {
		show = useDesign(session, view, true);
		return (
			<>
				<BannerRow view={view} show={show} guests={[{ UserName: "Ada" }, { UserName: "Bo" }]} />
				<Toasts />
			</>
		);
	}
	render(<Row />);
	await pass();
	await vi.dynamicImportSettled();
	await pass();
}

const field = (name: string) => screen.getByLabelText(name) as HTMLInputElement;
const write = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const chip = (title: string) => screen.getByRole("button", { name: new RegExp(`^(⇧\\d )?${title}`) });
const chips = () => [...document.querySelectorAll("[data-banner] b")].map(({ textContent }) => textContent);
const up = () => [...document.querySelectorAll("[data-banner][aria-pressed=true] b")].map(({ textContent }) => textContent);
const seen = () => {
	const { overlays, sources } = seenOnAir(show.design);
	return overlays.map(({ source }) => sources[source]);
};

/** Open the form of a new banner. Its code comes later. */
async function ask() {
	fireEvent.click(screen.getByRole("button", { name: "Banner" }));
	await vi.dynamicImportSettled();
	await pass();
}

async function add(title: string, line = "") {
	await ask();
	write("Title", title);
	write("Second line", line);
	fireEvent.submit(field("Title"));
}

async function choose(title: string, what: string) {
	const { dataset } = chip(title);
	fireEvent.click(document.querySelector(`#banner-more-${dataset.banner}`) as Element);
	await act(async () =>
		fireEvent.click(document.querySelector(`[data-chip="${dataset.banner}"] [data-act="${what}"]`) as Element),
	);
}

test("a host without banners sees one button alone", async () => {
	await open();
	expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(["Banner"]);
	await ask();
	expect(screen.getByRole("dialog", { name: "New banner" })).toBeTruthy();
});

test("a new banner is down, and has the focus", async () => {
	await open();
	await add(" Ada ", "Engineer");
	expect([chips(), up()]).toEqual([["Ada"], []]);
	expect(document.activeElement).toBe(chip("Ada"));
	expect(document.querySelector("dialog")).toBeNull();
	expect(show.design.overlays).toHaveLength(1);
	expect(seen()).toEqual([]);
});

test("a click raises a banner, another one takes its place, and a second click lowers it", async () => {
	await open(true, "Ada", "Bo");
	fireEvent.click(chip("Ada"));
	expect([up(), seen()]).toEqual([["Ada"], [{ kind: "lowerThird", title: "Ada", line: "" }]]);
	fireEvent.click(chip("Bo"));
	expect([up(), seen()]).toEqual([["Bo"], [{ kind: "lowerThird", title: "Bo", line: "" }]]);
	fireEvent.click(chip("Bo"));
	expect([up(), seen(), show.draft]).toEqual([[], [], false]);
});

test("a banner needs words", async () => {
	await open();
	await ask();
	write("Title", "  ");
	fireEvent.submit(field("Title"));
	expect(screen.queryByText(WITHOUT)).not.toBeNull();
	expect(field("Title").getAttribute("aria-invalid")).toBe("true");
	write("Second line", "from the kitchen");
	expect(screen.queryByText(WITHOUT)).toBeNull();
	fireEvent.submit(field("Title"));
	expect(chips()).toEqual(["from the kitchen"]);
});

test("a person on the stage fills the form, and is offered while they have no banner", async () => {
	await open();
	await ask();
	const offered = () => [...document.querySelectorAll("[data-person]")].map(({ textContent }) => textContent);
	expect(offered()).toEqual(["Lin", "Ada", "Bo"]);
	fireEvent.click(screen.getByRole("button", { name: "Lin" }));
	expect([field("Title").value, field("Second line").value]).toEqual(["Lin", "All hands"]);
	fireEvent.click(screen.getByRole("button", { name: "Ada" }));
	expect([field("Title").value, field("Second line").value]).toEqual(["Ada", ""]);
	fireEvent.submit(field("Title"));
	await ask();
	expect(offered()).toEqual(["Lin", "Bo"]);
});

test("saved words of a banner that is up reach viewers at once, and undo makes a draft", async () => {
	await open(true);
	await add("Ada", "Engenier");
	fireEvent.click(chip("Ada"));
	await choose("Ada", "edit");
	expect(screen.getByText("Viewers see the new words as soon as you save.")).toBeTruthy();
	expect(field("Second line").value).toBe("Engenier");
	write("Second line", "Engineer");
	fireEvent.submit(field("Title"));
	expect([seen(), show.draft]).toEqual([[{ kind: "lowerThird", title: "Ada", line: "Engineer" }], false]);
	act(() => void show.undo());
	expect([seen(), show.draft]).toEqual([[{ kind: "lowerThird", title: "Ada", line: "Engineer" }], true]);
});

test("banners move one place, up to the ends, and keep the focus", async () => {
	await open(true, "Ada", "Bo", "Cy");
	fireEvent.click(chip("Ada"));
	await choose("Ada", "right");
	expect([chips(), show.draft]).toEqual([["Bo", "Ada", "Cy"], false]);
	expect(document.activeElement?.id).toBe(`banner-more-${chip("Ada").dataset.banner}`);
	await choose("Ada", "right");
	expect(document.querySelector(`[data-chip="${chip("Ada").dataset.banner}"] [data-act=right]`)).toBeNull();
	await choose("Ada", "left");
	expect(chips()).toEqual(["Bo", "Ada", "Cy"]);
});

test("a banner that is deleted leaves the picture at once, and comes back down", async () => {
	await open(true, "Ada", "Bo");
	fireEvent.click(chip("Ada"));
	await choose("Ada", "delete");
	expect([chips(), seen(), show.draft]).toEqual([["Bo"], [], false]);
	expect(document.activeElement).toBe(chip("Bo"));
	expect(screen.getByText("“Ada” is deleted")).toBeTruthy();
	fireEvent.click(screen.getByRole("button", { name: "Undo" }));
	expect([chips(), up(), seen(), show.draft]).toEqual([["Ada", "Bo"], [], [], false]);
	await choose("Ada", "delete");
	await choose("Bo", "delete");
	expect(document.activeElement?.id).toBe("new-banner");
});

test("arrow keys move the focus along the row and raise nothing", async () => {
	await open(false, "Ada", "Bo", "Cy");
	chip("Cy").focus();
	const press = (key: string) => fireEvent.keyDown(document.activeElement as Element, { key });
	press("Home");
	press("ArrowRight");
	expect(document.activeElement).toBe(chip("Bo"));
	expect([...document.querySelectorAll<HTMLElement>("[data-banner]")].map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1]);
	expect(up()).toEqual([]);
});

test("nine banners have a key", async () => {
	await open(false, ..."ABCDEFGHIJ");
	const keys = [...document.querySelectorAll("[data-banner]")].map((one) => one.getAttribute("aria-keyshortcuts"));
	expect(keys).toEqual([..."123456789"].map<string | null>((digit) => `Shift+${digit}`).concat(null));
});
