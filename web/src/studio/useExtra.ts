import { useMemo } from "react";
import type { Design, DesignSource } from "../design/document";
import { CAMERA } from "../design/document";
import type { WantedDevice } from "../devices/assign";
import type { ExtraState } from "../devices/extra";
import { useExtraDevices } from "../devices/useExtraDevices";
import type { Source } from "../source/source";

/** Open the further cameras and microphones of a design, also those that only viewers see while there is a draft. */
export function useExtra(active: boolean, { sources, air }: Design) {
	const shown = air.shown?.sources;
	const wanted = useMemo(() => wantedDevices({ ...shown, ...sources }), [shown, sources]);
	const extra = useExtraDevices(active, wanted);
	const cameras = useMemo(() => extraSources(wanted, extra), [wanted, extra]);
	const sounds = useMemo(() => extraSounds(wanted, extra), [wanted, extra]);
	return { extra, cameras, sounds };
}

/** List the devices that a design names, without the device bar's own. */
export function wantedDevices(sources: Record<string, DesignSource>): WantedDevice[] {
	return Object.entries(sources).flatMap(([id, source]) => {
		if (source.kind !== "camera" && source.kind !== "microphone") return [];
		const { kind, device, label } = source;
		return id !== CAMERA && (device || label) ? [{ id, kind, device, label }] : [];
	});
}

/** List the further cameras as sources of the picture. One without a track is there, and has no picture yet. */
export function extraSources(wanted: WantedDevice[], extra: ExtraState): Source[] {
	return wanted
		.filter(({ kind }) => kind === "camera")
		.map(({ id }) => ({ id, kind: "camera", name: "", initial: "", track: extra.get(id)?.track ?? null }));
}

export function extraSounds(wanted: WantedDevice[], extra: ExtraState): Map<string, MediaStreamTrack> {
	return new Map(
		wanted.flatMap(({ id, kind }) => {
			const track = kind === "microphone" && extra.get(id)?.track;
			return track ? [[id, track]] : [];
		}),
	);
}
