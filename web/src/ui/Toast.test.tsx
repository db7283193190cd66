// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { Toast, Toasts } from "./Toast";

function toast() {
	const onUndo = vi.fn();
	const onGone = vi.fn();
	const other = vi.fn();
	const page = (text: string | null, second: string | null = null) => (
		<>
			<Toasts />
			<input />
			<button type="button">before</button>
			<Toast text={text} undo="Undo" onUndo={onUndo} onGone={onGone} ms={1_000} />
			<Toast text={second} undo="Put back" onUndo={onUndo} onGone={other} ms={1_000} />
		</>
	);
	const { rerender } = render(page(null));
	return { onUndo, onGone, other, show: (text: string | null, second?: string) => rerender(page(text, second)) };
}

const press = (target: Element = document.body) => fireEvent.keyDown(target, { key: "Escape" });

test("a toast is told politely, can be undone, and goes after its time", async () => {
	const { show, onUndo, onGone } = toast();
	await pass(5_000);
	expect(onGone).not.toHaveBeenCalled();
	show("Mia is off");
	expect(screen.getByRole("status").textContent).toContain("Mia is off");
	fireEvent.click(screen.getByText("Undo"));
	expect(onUndo).toHaveBeenCalledOnce();
	await pass(900);
	expect(onGone).not.toHaveBeenCalled();
	await pass(100);
	expect(onGone).toHaveBeenCalledOnce();
	show(null);
	expect(screen.getByRole("status").textContent).toBe("");
});

test("the pointer and the focus hold a toast, and its time begins again behind them", async () => {
	const { show, onGone } = toast();
	show("Mia is off");
	const place = screen.getByText("Mia is off").parentElement as Element;
	const button = screen.getByText("Undo");
	fireEvent.pointerEnter(place);
	await pass(5_000);
	fireEvent.focus(button);
	fireEvent.pointerLeave(place);
	await pass(5_000);
	expect(onGone).not.toHaveBeenCalled();
	fireEvent.blur(button);
	await pass(1_000);
	expect(onGone).toHaveBeenCalledOnce();
});

test("a newer toast has its whole time", async () => {
	const { show, onGone } = toast();
	show("Mia is off");
	await pass(900);
	show("Tom is off");
	await pass(900);
	expect(onGone).not.toHaveBeenCalled();
	await pass(100);
	expect(onGone).toHaveBeenCalledOnce();
});

test("toasts share one region, the newest on top", () => {
	const { show } = toast();
	const told = () => [...screen.getByRole("status").querySelectorAll("span")].map((one) => one.textContent);
	show("Mia is off");
	show("Mia is off", "Scene 2 is deleted");
	expect(told()).toEqual(["Scene 2 is deleted", "Mia is off"]);
	show("Tom is off", "Scene 2 is deleted");
	expect(told()).toEqual(["Tom is off", "Scene 2 is deleted"]);
});

test("escape closes the newest toast, and first of all the one with the focus", () => {
	const { show, onGone, other } = toast();
	show("Mia is off");
	show("Mia is off", "Scene 2 is deleted");
	press(screen.getByRole("textbox"));
	expect(other).not.toHaveBeenCalled();
	press();
	expect([onGone.mock.calls.length, other.mock.calls.length]).toEqual([0, 1]);
	screen.getByText("Undo").focus();
	fireEvent.focus(screen.getByText("Undo"), { relatedTarget: screen.getByText("before") });
	press(screen.getByText("Undo"));
	expect([onGone.mock.calls.length, other.mock.calls.length]).toEqual([1, 1]);
	expect(document.activeElement).toBe(screen.getByText("before"));
});
