import { useCallback, useEffect, useState } from "react";
import { serverNow } from "../browser/clock";
import type { Format } from "../compositor/orders";
import type { Program } from "../compositor/publish";
import { onPort, type Port } from "./port";
import { Recorder } from "./recorder";

/** Record on this computer. The page asks, the app opens a file and answers "on", or "off" when the disk is full. The app
 *  also says "on" to a page that comes back during a recording. */
export function useRecorder(port: Port | null, program: Program | null, format: Format) {
	const [since, setSince] = useState(0);
	const recording = since > 0;
	useEffect(() => {
		const hear = (kind: string, text: string) => {
			if (kind === "record") setSince((began) => (text === "on" ? began || serverNow() / 1000 : 0));
		};
		return onPort(hear);
	}, []);
	useEffect(() => {
		if (!recording || !port || !program) return;
		const recorder = new Recorder(port, program, format, () => port.say("record", "ended"));
		return () => recorder.stop();
	}, [recording, port, program, format]);
	// A recording ends with its program: after a takeover, or in another size, a new recording begins.
	useEffect(() => (program ? () => setSince(0) : undefined), [program]);
	const toggle = useCallback(() => port?.say("record", recording ? "off" : "on"), [port, recording]);
	return { recording, since, toggle };
}
