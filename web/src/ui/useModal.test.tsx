// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { useModal } from "./useModal";

beforeEach(() => {
	// A browser's event `close` comes in a later task.
	vi.spyOn(HTMLDialogElement.prototype, "close").mockImplementation(function (this: HTMLDialogElement) {
		this.open = false;
		setTimeout(() => this.dispatchEvent(new Event("close")));
	});
});

function Modal({ onClose }: { onClose: () => void }) {
	const { close, first, props } = useModal(onClose);
	return (
		<dialog {...props}>
			<button type="button" onClick={close}>
				Close
			</button>
			<button type="button" ref={first}>
				First
			</button>
			<form aria-label="kept" onSubmit={(event) => event.preventDefault()} />
			<form aria-label="closing" method="dialog" />
			<input type="file" aria-label="file" />
		</dialog>
	);
}

function Page() {
	const [open, setOpen] = useState(false);
	return (
		<>
			<button type="button" onClick={() => setOpen(true)}>
				Open
			</button>
			{open && <Modal onClose={() => setOpen(false)} />}
		</>
	);
}

const opened = () => screen.queryAllByRole("dialog", { hidden: true });
const press = () => fireEvent.click(screen.getByText("Open"));
const part = (label: string) => screen.getByLabelText(label, { selector: "form, input" });

test.each([
	["a button", () => fireEvent.click(screen.getByText("Close"))],
	["a form with the method dialog", () => fireEvent.submit(part("closing"))],
	["Escape", () => fireEvent(opened()[0] as Element, new Event("cancel", { cancelable: true }))],
])("a dialog closed by %s opens again at once, and stays open", async (_, close) => {
	render(<Page />);
	press();
	close();
	expect(opened()).toEqual([]);
	press();
	await pass();
	expect(opened().map((dialog) => (dialog as HTMLDialogElement).open)).toEqual([true]);
});

test("the focus is where the dialog wants it, not on its first control", () => {
	render(<Page />);
	press();
	expect(document.activeElement?.textContent).toBe("First");
});

test("a form that keeps its dialog, and a file picker that is left, close nothing", () => {
	render(<Page />);
	press();
	fireEvent.submit(part("kept"));
	fireEvent(part("file"), new Event("cancel", { bubbles: true, cancelable: true }));
	expect(opened()).toHaveLength(1);
});
