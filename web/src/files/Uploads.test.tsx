// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { AbsentFiles, type FilePlace } from "./AbsentFiles";
import { FileMark } from "./FileMark";
import type { ShowFiles } from "./showFiles";
import { type FileState, FileStates } from "./states";
import { FailedUploads, UploadLine } from "./Uploads";
import type { Todo } from "./upload";

let todos: Map<string, Todo>;
let known: FileStates;
const again = vi.fn();

/** The part of a show's files that these components follow. */
const files = () =>
	({
		subscribe: known.subscribe,
		get states() {
			return known.all;
		},
		get progress() {
			return known.progress;
		},
		nameOf: (sha256: string) => todos.get(sha256)?.name,
		again,
	}) as unknown as ShowFiles;

const set = (sha256: string, state: FileState | null) => act(() => known.set(sha256, state));
const add = (sha256: string, state: FileState) => {
	todos.set(sha256, { sha256, name: `${sha256}.pdf`, type: "application/pdf", size: 100 });
	set(sha256, state);
};
const text = (selector: string) => document.querySelector(selector)?.textContent ?? null;

beforeEach(() => {
	setLanguage("en");
	again.mockClear();
	todos = new Map();
	known = new FileStates(todos);
});

test("a slow upload says how far it is, and goes by itself", async () => {
	render(<UploadLine files={files()} />);
	add("a", { is: "here" });
	add("b", { is: "uploading", percent: 50 });
	await pass(900);
	expect(text("#uploads")).toBeNull();
	await pass(100);
	expect(text("#uploads")).toBe("2 files on their way, 25%");
	act(() => known.store("b"));
	expect(text("#uploads")).toBe("1 file on its way, 50%");
	act(() => known.store("a"));
	expect(text("#uploads")).toBeNull();
});

test("an upload that cannot finish says why, and is tried again", () => {
	render(<FailedUploads files={files()} />);
	add("talk", { is: "failed", why: "ResourceConflict.FilesFull" });
	expect(text("#uploads-failed")).toContain("“talk.pdf” did not reach the server");
	expect(text("#uploads-failed")).toContain("Ask the administrator for room");
	add("more", { is: "failed", why: "gone" });
	expect(text("#uploads-failed")).toContain("2 files did not reach the server");
	fireEvent.click(screen.getByText("Try again"));
	expect(again.mock.calls).toEqual([["talk"]]);
	set("talk", { is: "here" });
	expect(text("#uploads-failed")).toContain("Choose it again");
	expect(screen.queryByText("Try again")).toBeNull();
});

test("a notice that was put away comes back with the next failure, and an unknown one names the server's code", () => {
	render(<FailedUploads files={files()} />);
	add("a", { is: "failed", why: "constructor" });
	expect(text("#uploads-failed")).toContain("constructor");
	fireEvent.click(document.querySelector("[data-dismiss]") as Element);
	expect(text("#uploads-failed")).toBeNull();
	add("b", { is: "failed", why: "UnsupportedFile" });
	expect(text("#uploads-failed")).not.toBeNull();
});

test("a layer is marked while its file is on its way, or not here", () => {
	render(<FileMark files={files()} file="a" />);
	const mark = () => document.querySelector<HTMLElement>("[data-file-mark]");
	expect(mark()).toBeNull();
	add("a", { is: "here" });
	expect(mark()?.textContent).toBe("0%");
	add("a", { is: "uploading", percent: 40 });
	expect(mark()?.textContent).toBe("40%");
	add("a", { is: "failed", why: "gone" });
	expect(mark()?.title).toBe("“a.pdf” did not reach the server");
	set("a", { is: "coming" });
	expect(mark()?.title).toBe("On its way from another device");
	set("a", { is: "missing" });
	expect(mark()?.title).toBe("This file is missing");
	set("a", { is: "stored" });
	expect(mark()).toBeNull();
});

test("the picture says where a file is not here yet", () => {
	const place: FilePlace = { id: "one", file: "a", name: "talk.pdf", x: 0.1, y: 0.2, width: 0.5, height: 0.25 };
	render(<AbsentFiles files={files()} places={[place, { ...place, id: "two", file: "b" }]} />);
	set("b", { is: "stored" });
	set("a", { is: "coming" });
	const boxes = [...document.querySelectorAll<HTMLElement>("[data-absent]")];
	expect(boxes.map((box) => [box.textContent, box.style.left, box.style.height])).toEqual([
		["talk.pdfOn its way from another device", "10%", "25%"],
	]);
	set("a", { is: "stored" });
	expect(document.querySelector("[data-absent]")).toBeNull();
});
