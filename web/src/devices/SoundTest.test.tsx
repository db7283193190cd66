// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { SoundTest } from "./SoundTest";

/** The notes that were played, and the output that each element used. */
let notes: number[];
let outputs: string[];

beforeEach(() => {
	setLanguage("en");
	vi.useFakeTimers();
	notes = [];
	outputs = [];
	const gain = { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} };
	vi.stubGlobal(
		"AudioContext",
		class {
			currentTime = 0;
			createMediaStreamDestination = () => ({ stream: null });
			resume = async () => {};
			close = async () => {};
		},
	);
	vi.stubGlobal(
		"GainNode",
		class {
			gain = gain;
			connect = () => {};
		},
	);
	vi.stubGlobal(
		"OscillatorNode",
		class {
			constructor(_: unknown, { frequency }: { frequency: number }) {
				notes.push(frequency);
			}
			connect = () => {};
			start = () => {};
			stop = () => {};
		},
	);
	Object.assign(HTMLMediaElement.prototype, {
		async setSinkId(id: string) {
			outputs.push(id);
		},
		async play() {},
	});
});

const TWO = [
	{ id: "loud", label: "Loudspeaker" },
	{ id: "head", label: "Headphones" },
];

test("a tone is played by the chosen output, with words for a person who did not hear it", async () => {
	const { container } = render(<SoundTest speaker={{ choices: TWO, id: "head", choose: () => {} }} />);
	const button = container.querySelector("#test-sound") as HTMLElement;
	fireEvent.click(button);
	await pass();
	expect([button.textContent, notes, outputs]).toEqual(["Playing…", [660, 880], ["head"]]);
	await pass(2000);
	expect(button.textContent).toBe("Play a sound");
	expect(container.querySelector("[role=status]")?.textContent).toContain("Heard nothing?");
});

test("a browser that plays nothing says so", async () => {
	Object.assign(HTMLMediaElement.prototype, {
		play: async () => {
			throw new Error("not now");
		},
	});
	const { container } = render(<SoundTest speaker={{ choices: [], id: "", choose: () => {} }} />);
	fireEvent.click(container.querySelector("#test-sound") as HTMLElement);
	await pass();
	expect(container.querySelector("[role=status]")?.textContent).toContain("did not play");
	expect(outputs).toEqual([]);
});

test("an output is offered only where there are several", () => {
	const choose = vi.fn();
	const { container, rerender } = render(<SoundTest speaker={{ choices: TWO.slice(1), id: "", choose }} />);
	expect(container.querySelector("select")).toBeNull();
	expect(container.textContent).toContain("Headphones keep the echo away");
	rerender(<SoundTest speaker={{ choices: TWO, id: "", choose }} />);
	fireEvent.change(container.querySelector("select") as HTMLElement, { target: { value: "head" } });
	expect(choose).toHaveBeenCalledWith("head");
});
