import { useCallback, useEffect, useState } from "react";
import type { Format } from "../compositor/orders";
import type { Program } from "../compositor/publish";
import { onPort, type Port } from "./port";
import { Recorder } from "./recorder";

/** Recording on this computer: the page wishes, the app opens a file and says yes, or no when the disk is full. It also
 *  says yes by itself to a page that came back in the middle of a recording. */
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
	// With the program a recording ends: what comes after a takeover, or in another size, is not the same show.
	useEffect(() => (program ? () => setRecording(false) : undefined), [program]);
	const toggle = useCallback(() => port?.say("record", recording ? "off" : "on"), [port, recording]);
	return { recording, toggle };
}
