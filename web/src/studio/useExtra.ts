import { useMemo } from "react";
import type { Design, DesignSource } from "../design/document";
import { CAMERA } from "../design/document";
import type { WantedDevice } from "../devices/assign";
import { type Choice, isSameMic, withoutSystem } from "../devices/choice";
import type { Device } from "../devices/devices";
import type { ExtraState } from "../devices/extra";
import { useExtraDevices } from "../devices/useExtraDevices";
import { useMutes } from "../devices/useMutes";
import type { Source } from "../source/source";
import { initialOf } from "../stage/guests";

/** Open the further cameras and microphones of a design, also those that only viewers see while there is a draft. `mic`: the
 *  device bar's microphone. */
export function useExtra(active: boolean, { sources, air }: Design, mic: Device) {
	const shown = air.shown?.sources;
	const wanted = useMemo(() => wantedDevices({ ...shown, ...sources }), [shown, sources]);
	const extra = useExtraDevices(active, wanted);
	const all = useMemo(() => ({ ...shown, ...sources }), [shown, sources]);
	const cameras = useMemo(() => extraSources(wanted, extra, all), [wanted, extra, all]);
	const { track } = mic;
	const sounds = useMemo(() => extraSounds(wanted, extra, track), [wanted, extra, track]);
	const mutes = useMutes(mic.wanted, sounds);
	return { extra, cameras, sounds, mutes };
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
export function extraSources(wanted: WantedDevice[], extra: ExtraState, sources: Record<string, DesignSource>): Source[] {
	return wanted
		.filter(({ kind }) => kind === "camera")
		.map(({ id, label }) => {
			const source = sources[id];
			const name = source?.kind === "camera" ? source.name : "";
			return { id, kind: "camera", name, label: name || label, initial: initialOf(name), track: extra.get(id)?.track ?? null };
		});
}

/** List the sounds of the further microphones. The device bar's own microphone would be twice as loud. */
export function extraSounds(
	wanted: WantedDevice[],
	extra: ExtraState,
	mic: MediaStreamTrack | null,
): Map<string, MediaStreamTrack> {
	return new Map(
		wanted.flatMap(({ id, kind }) => {
			const track = kind === "microphone" && extra.get(id)?.track;
			return track && !(mic && isSameMic(choiceOf(mic), choiceOf(track))) ? [[id, track]] : [];
		}),
	);
}

const choiceOf = (track: MediaStreamTrack) => ({ id: track.getSettings().deviceId ?? "", label: track.label });

/** List the microphones that neither the device bar nor the design uses. */
export function freeMicrophones(
	{ track, deviceId, choices }: Device,
	sources: Record<string, DesignSource>,
	sounds: ReadonlyMap<string, MediaStreamTrack>,
): Choice[] {
	const open = track ? choiceOf(track) : { id: deviceId, label: "" };
	const named = wantedDevices(sources).map(({ device }) => device);
	const taken = new Set([...named, ...[...sounds.values()].map((sound) => choiceOf(sound).id)]);
	return withoutSystem(choices).filter((choice) => !isSameMic(open, choice) && !taken.has(choice.id));
}

/** Return the labels of the further devices that are not plugged in, each once. */
export function missingLabels(sources: Record<string, DesignSource>, extra: ExtraState): string[] {
	const gone = wantedDevices(sources).filter(({ id }) => extra.get(id)?.missing);
	return [...new Set(gone.map(({ label, device }) => label || device))];
}
