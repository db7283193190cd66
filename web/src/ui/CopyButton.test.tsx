// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { CopyButton } from "./CopyButton";

beforeEach(() => setLanguage("en"));

async function copy() {
	const { container } = render(<CopyButton text="http://kaibo.test/w/tea" label="Copy watch link" />);
	await act(async () => fireEvent.click(container.querySelector("button") as Element));
	return container;
}

test("a button that copied says so for two seconds", async () => {
	vi.stubGlobal("navigator", { clipboard: { writeText: async () => {} } });
	const container = await copy();
	expect(container.textContent).toBe("Copied");
	await pass(2000);
	expect(container.textContent).toBe("Copy watch link");
});

test("a browser that cannot copy shows the text, selected, and never says copied", async () => {
	vi.stubGlobal("navigator", {});
	const container = await copy();
	const field = container.querySelector("[data-copy]") as HTMLInputElement;
	expect(field.value).toBe("http://kaibo.test/w/tea");
	expect(document.activeElement).toBe(field);
	expect(container.textContent).toContain("Please copy this");
	expect(container.textContent).not.toContain("Copied");
});
