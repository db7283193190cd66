// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { useStepKeys } from "./useStepKeys";

const undo = vi.fn();
const redo = vi.fn();

function Page() {
	useStepKeys(true, { undo, redo });
	return <input />;
}

beforeEach(() => {
	vi.clearAllMocks();
	render(<Page />);
});

const press = (how: object, on: Element = document.body) => fireEvent.keyDown(on, how);
const counts = () => [undo.mock.calls.length, redo.mock.calls.length];

test.each([
	["Ctrl+Z", { key: "z", ctrlKey: true }, [1, 0]],
	["Ctrl+Shift+Z", { key: "Z", ctrlKey: true, shiftKey: true }, [0, 1]],
	["Ctrl+Y", { key: "y", ctrlKey: true }, [0, 1]],
	["⌘Z", { key: "z", metaKey: true }, [1, 0]],
	["⌘⇧Z", { key: "z", metaKey: true, shiftKey: true }, [0, 1]],
	["the key Z of a Russian layout", { key: "я", code: "KeyZ", ctrlKey: true }, [1, 0]],
	["Z alone", { key: "z" }, [0, 0]],
	["Ctrl+Alt+Z", { key: "z", ctrlKey: true, altKey: true }, [0, 0]],
])("%s", (_, how, wanted) => {
	press(how);
	expect(counts()).toEqual(wanted);
});

test("a field undoes what is typed in it", () => {
	press({ key: "z", ctrlKey: true }, document.querySelector("input") as Element);
	expect(counts()).toEqual([0, 0]);
});
