// @vitest-environment happy-dom
import "../testing/setup";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { setLanguage } from "../i18n/language";
import type { Source } from "../source/source";
import { LargeChoice } from "./LargePicture";

test("each camera and screen that may be large has a name of its own", () => {
	setLanguage("en");
	const source = (id: string, kind: Source["kind"], name: string, label?: string): Source => ({
		...{ id, kind, name, initial: "", track: null },
		...(label && { label }),
	});
	const sources = [
		source("camera", "host", ""),
		source("desk", "camera", "", "Desk camera"),
		source("screen", "screen", ""),
		source("two", "screen", "", "My screen 2"),
		source("g", "guest", "Ann"),
		source("deck", "drawn", ""),
	];
	render(<LargeChoice choice={{ sources, large: "two" }} onChoose={() => {}} />);
	const options = screen.getAllByRole("option").map(({ textContent }) => textContent);
	expect(options).toEqual(["Me", "Desk camera", "My screen", "My screen 2", "Ann", "Slides"]);
});
