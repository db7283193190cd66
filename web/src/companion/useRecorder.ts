import { useCallback, useEffect, useState } from "react";
import type { Format } from "../compositor/orders";
import type { Program } from "../compositor/publish";
import { onPort, type Port } from "./port";
import { Recorder } from "./recorder";

/** Record on this computer. The page asks, the app opens a file and answers "on", or "off" when the disk is full. The app
 *  also says "on" to a page that comes back during a recording. */
export function useRecorder(port: Port | null, program: Program | null, format: Format) {
	const [recording, setRecording] = useState(false);
	useEffect(() => {
		const hear = (kind: string, text: string) => {
			if (kind === "record") setRecording(text === "on");
		};
		return onPort(hear);
	}, []);
	useEffect(() => {
		if (!recording || !port || !program) return;
		const recorder = new Recorder(port, program, format, () => port.say("record", "ended"));
		return () => recorder.stop();
	}, [recording, port, program, format]);
	// A recording ends with its program: after a takeover, or in another size, a new recording begins.
	useEffect(() => (program ? () => setRecording(false) : undefined), [program]);
	const toggle = useCallback(() => port?.say("record", recording ? "off" : "on"), [port, recording]);
	return { recording, toggle };
}
