// @vitest-environment happy-dom
import "../../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { setLanguage } from "../../i18n/language";
import { pass } from "../../testing/act";
import { FakeServer } from "../../testing/server";
import { fieldOf } from "../time";
import { Basics } from "./Basics";
import type { OfShow } from "./ofShow";

const MADE = 1_796_000_000;
const show = { Id: MADE * 1_000_000 + 123_456, Name: "All hands", LiveTime: MADE, CoverImage: "", Status: 2 };

test("a start that nobody changed stays, and one that was taken away after a save goes", async () => {
	setLanguage("en");
	const server = new FakeServer({ GetActivityBasicConfigAPI: { LiveTime: MADE + 7 }, UpdateActivityBasicConfigAPI: {} });
	render(<Basics {...({ show, id: 7, may: true, again: () => {}, onOut: () => {} } as unknown as OfShow)} />);
	const starts = screen.getByLabelText("Starts");
	const save = async (value: string) => {
		fireEvent.change(starts, { target: { value } });
		fireEvent.click(screen.getByRole("button", { name: "Save" }));
		await pass();
		return server.calls.at(-1)?.body.LiveTime;
	};
	const later = Math.ceil(Date.now() / 60_000) * 60 + 3600;
	expect(starts).toHaveProperty("value", ""); // nobody planned it
	expect(await save("")).toBe(MADE + 7);
	expect(await save(fieldOf(later))).toBe(later);
	expect(await save("")).toBe(0);
});
