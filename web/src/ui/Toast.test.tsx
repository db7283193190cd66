// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { Toast } from "./Toast";

function toast() {
	const onUndo = vi.fn();
	const onGone = vi.fn();
	const page = (text: string | null) => <Toast text={text} undo="Undo" onUndo={onUndo} onGone={onGone} ms={1_000} />;
	const { rerender } = render(page(null));
	return { onUndo, onGone, show: (text: string | null) => rerender(page(text)) };
}

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
});

test("the pointer and the focus hold a toast, and its time begins again behind them", async () => {
	const { show, onGone } = toast();
	show("Mia is off");
	const place = screen.getByRole("status");
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
