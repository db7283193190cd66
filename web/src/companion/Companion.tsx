import { useEffect } from "react";
import type { Format } from "../compositor/orders";
import type { Program } from "../compositor/publish";
import type { Devices, DevicesState } from "../devices/devices";
import type { View } from "../net/types";
import type { Recording } from "./Record";
import { opened } from "./report";
import { useCompanion } from "./useCompanion";
import { useRecorder } from "./useRecorder";
import { useThumbnails } from "./useThumbnails";

interface Props {
	view: View;
	/** As `body[data-state]`. */
	state: string;
	air: boolean;
	/** The page uses its devices: it was neither taken over nor ended. */
	open: boolean;
	/** How many people wait for the host's word. */
	waiting: number;
	/** Null: the page cannot go live now. */
	goLive: (() => void) | null;
	devices: Devices;
	device: DevicesState;
	scenes: { next: () => void };
	/** Null: the scene on air has no slides. */
	slides: { next: () => void } | null;
	program: Program | null;
	format: Format;
	/** Gets what the page can show of the recording; null while there is no program to record. */
	onRecording: (now: Recording | null) => void;
}

/** Connect the studio with the desktop app: its keys and windows, and the recording on this computer's disk. */
export default function Companion({ view, state, air, open, goLive, devices, device, scenes, slides, ...rest }: Props) {
	const { program, format, waiting, onRecording } = rest;
	const port = useCompanion(
		{
			page: "studio",
			state,
			air,
			show: view.Activity.Name,
			link: view.Session.LinkId,
			since: air ? view.Activity.StartTime : 0,
			waiting,
			...opened(open, device),
		},
		{
			...(open && { microphone: () => devices.toggle("mic"), camera: () => devices.toggle("camera"), "next-scene": scenes.next }),
			...(open && slides && { "next-slide": slides.next }),
			...(goLive && { "go-live": goLive }),
		},
	);
	useThumbnails(port, program?.picture ?? null);
	const { recording, since, toggle } = useRecorder(port, program, format);
	useEffect(() => onRecording(program && { recording, since, toggle }), [onRecording, program, recording, since, toggle]);
	return null;
}
