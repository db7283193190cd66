import { useEffect, useRef, useState } from "react";
import { onPort, type Port } from "./port";
import type { Report } from "./report";

/** Commands by the app's names for them. The app cannot give a command that is missing. */
type Commands = Partial<Record<"microphone" | "camera" | "go-live" | "next-scene" | "next-slide", () => void>>;

/** Report the page's state to the app at every change, and follow the app's commands. Every command is also a button of
 *  the page, and does the same as the button. */
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
