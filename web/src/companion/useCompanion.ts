import { useEffect, useRef, useState } from "react";
import { onPort, type Port } from "./port";
import type { Report } from "./report";

/** By the names that the app knows them by. A command that is missing cannot be given now. */
type Commands = Partial<Record<"microphone" | "camera" | "go-live" | "next-scene", () => void>>;

/** Tells the app what the page is in, at every change, and does what the app's keys and windows ask for. Whatever they ask
 *  for is a button of the page's, too: a command does what its button would, or nothing. */
export function useCompanion(report: Omit<Report, "can">, commands: Commands): Port | null {
	const [port, setPort] = useState<Port | null>(null);
	const latest = useRef(commands);
	latest.current = commands;
	useEffect(() => {
		const hear = (kind: string, text: string) => {
			if (kind === "command") latest.current[text as keyof Commands]?.();
		};
		const leave = onPort(hear, (port) => {
			port.say("hello", "");
			setPort(port);
		});
		return () => {
			leave();
			setPort(null);
		};
	}, []);
	const text = JSON.stringify({ ...report, can: Object.keys(commands) } satisfies Report);
	useEffect(() => void port?.say("state", text), [port, text]);
	return port;
}
