import { type FormEvent, type SyntheticEvent, useEffect, useRef } from "react";

/**
 * Show a dialog as long as it is mounted. Spread `props` on the dialog. Escape, `close` and a form with the method
 * `dialog` close it, and call `onClose` at once. A browser sends its own event `close` later. Until then the button that
 * opens the dialog would do nothing.
 *
 * A browser gives the focus to the dialog's first control. Give the ref `first` to another one that should have it: React's
 * `autoFocus` acts before the dialog opens.
 */
export function useModal(onClose: () => void) {
	const dialog = useRef<HTMLDialogElement>(null);
	const first = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		dialog.current?.showModal();
		first.current?.focus();
	}, []);
	const closed = useRef(false);
	const leave = () => {
		if (closed.current) return;
		closed.current = true;
		onClose();
	};
	const close = () => {
		if (!dialog.current) return; // an answer that came after the dialog had left
		// Closing gives the focus back. A dialog that only leaves the page does not.
		dialog.current.close();
		leave();
	};
	const onCancel = (event: SyntheticEvent) => {
		// The file picker of an input inside has the same event.
		if (event.target !== dialog.current) return;
		event.preventDefault();
		close();
	};
	const onSubmit = (event: FormEvent) => {
		if (!event.defaultPrevented) close();
	};
	return { close, first, props: { ref: dialog, onCancel, onSubmit, onClose: leave } };
}
