import { useMemo } from "react";
import { type DesignSource, GUEST_SCREEN } from "../design/document";
import type { Around } from "../editor/around";
import { useDrops } from "../editor/useDrops";
import { useEditMode } from "../editor/useEditMode";
import { useFileAdding } from "../editor/useFileAdding";
import { DRAFT } from "../scene/live";
import { canShare } from "../source/screen";
import { useLoaded } from "../ui/useLoaded";
import { freeMicrophones } from "./useExtra";
import type { StudioParts } from "./useStudio";

/** A host who edits no scene loads no editor. */
const load = () => import("../editor/parts");
const loadArrivals = () => import("../editor/arrivals");

/** Join the editor of scenes with what the studio has. */
export function useEditing(studio: StudioParts, startsAt: number) {
	const { show, pictures, format, open, paintOn, files, inspect, extra, device, devices, screens, sources } = studio;
	const mode = useEditMode(show.edit, open && paintOn !== null);
	const parts = useLoaded(mode.open ? load : null);
	const picture = pictures.small.get(DRAFT) ?? pictures.program;
	const editor = useMemo(
		() => (mode.open && parts ? parts.editorOf(mode, show, picture, format) : null),
		[parts, mode, show, picture, format],
	);
	const adding = useFileAdding(files, inspect);
	const { camera, mic } = device;
	const { sounds, mutes } = extra;
	const around: Around = {
		files,
		cameras: camera.choices.filter(({ id }) => id && id !== camera.deviceId),
		camera: { deviceId: camera.deviceId, choices: camera.choices, choose: (id) => devices.choose("camera", id) },
		microphones: freeMicrophones(mic, show.design.sources, sounds),
		devices: extra.extra,
		sounds,
		mutes,
		micOpen: mic.wanted,
		people: [...new Set(sources.filter(({ kind, name }) => kind === "guest" && name).map(({ name }) => name))],
		guestScreen: sources.some(({ id }) => id === GUEST_SCREEN),
		screens: canShare() ? screens : null,
		startsAt,
	};
	useDrops(open, (dropped) => {
		if (!mode.open) mode.toggle();
		const add = async (source: DesignSource) => {
			const { arrived } = await loadArrivals();
			mode.add((now) => arrived(now, source, format));
		};
		for (const file of dropped) void adding.read(file, add);
	});
	return { mode, parts, editor, around, adding };
}
