/** Copy a text. Return whether it worked. Without https a browser has no clipboard object, but an older way. */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyOldWay(text);
	}
}

function copyOldWay(text: string): boolean {
	const before = document.activeElement;
	const field = document.createElement("textarea");
	field.value = text;
	field.readOnly = true; // a phone would show its keyboard
	Object.assign(field.style, { position: "fixed", opacity: "0" });
	// Nothing outside an open dialog can be selected.
	(document.querySelector("dialog[open]") ?? document.body).append(field);
	try {
		field.select();
		return document.execCommand("copy");
	} catch {
		return false;
	} finally {
		field.remove();
		if (before instanceof HTMLElement) before.focus();
	}
}
