import { useEffect, useRef, useState } from "react";
import { useAdminAct } from "./useAdminAct";

/** Ask before an act. While it asks, the harmless answer has the focus; afterwards the button that asked has it again.
 *  Escape is the harmless answer too.
 *  `onOut` hears that the admin is signed out. */
export function useAsking(onOut: () => void) {
	const [asking, ask] = useState(false);
	const { busy, refused, run } = useAdminAct(onOut);
	const button = useRef<HTMLButtonElement>(null);
	const harmless = useRef<HTMLButtonElement>(null);
	const asked = useRef(false);
	useEffect(() => {
		if (asking) harmless.current?.focus();
		else if (asked.current) button.current?.focus();
		asked.current = asking;
	}, [asking]);
	useEffect(() => {
		if (!asking) return;
		const leave = (event: KeyboardEvent) => event.key === "Escape" && ask(false);
		addEventListener("keydown", leave);
		return () => removeEventListener("keydown", leave);
	}, [asking]);
	const choose = (act: () => Promise<unknown>, onDone?: () => void) =>
		run(async () => {
			await act();
			ask(false);
			onDone?.();
		});
	return { asking, ask, busy, refused, choose, button, harmless };
}
