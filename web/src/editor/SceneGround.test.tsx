// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Background } from "../design/document";
import { GROUND } from "../design/first";
import { setLanguage } from "../i18n/language";
import SceneGround from "./SceneGround";
import type { FileAdding } from "./useFileAdding";

const FILE = "ab".repeat(32);
const adding = {
	reading: "",
	refused: null,
	fonts: null,
	dismiss: () => {},
	read: async (_, use) => use({ kind: "picture", name: "beach.png", file: FILE, width: 4, height: 3 }),
} satisfies FileAdding;

beforeEach(() => setLanguage("en"));

test("a scene gets colours, a picture, and the show's background again", () => {
	const now = vi.fn();
	const Page = () => {
		const [own, set] = useState<Background>();
		now(own);
		return (
			<SceneGround
				name="Talk"
				own={own}
				shared={GROUND}
				adding={adding}
				onGround={(ground) => set(ground ?? undefined)}
				onClose={() => {}}
			/>
		);
	};
	render(<Page />);
	expect(screen.getByLabelText("The same as the whole show")).toHaveProperty("checked", true);
	fireEvent.click(screen.getByLabelText("Own colours"));
	expect(now).toHaveBeenLastCalledWith(GROUND);
	fireEvent.change(screen.getByLabelText("Background, colour at the top left"), { target: { value: "#884422" } });
	expect(now).toHaveBeenLastCalledWith({ ...GROUND, first: "#884422" });
	fireEvent.click(screen.getByLabelText("A picture"));
	const picker = document.querySelector("#scene-ground-file") as HTMLInputElement;
	fireEvent.change(picker, { target: { files: [new File(["x"], "beach.png")] } });
	expect(now).toHaveBeenLastCalledWith({ ...GROUND, first: "#884422", file: FILE });
	fireEvent.click(screen.getByLabelText("The same as the whole show"));
	expect(now).toHaveBeenLastCalledWith(undefined);
});
