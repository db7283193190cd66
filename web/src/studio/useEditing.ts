import type { Around } from "../editor/around";
import { arrived } from "../editor/arrivals";
import { useDrops } from "../editor/useDrops";
import { useEditor } from "../editor/useEditor";
import { useFileAdding } from "../editor/useFileAdding";
import { DRAFT } from "../scene/live";
import { canShare } from "../source/screen";
import { freeMicrophones } from "./useExtra";
import type { StudioParts } from "./useStudio";

/** Join the editor of scenes with what the studio has. */
export function useEditing(studio: StudioParts, startsAt: number) {
	const { show, pictures, format, open, paintOn, files, inspect, extra, device, devices, screens, sources } = studio;
	const editor = useEditor(show, pictures.small.get(DRAFT) ?? pictures.program, format, open && paintOn !== null);
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
		screens: canShare() ? screens : null,
		startsAt,
	};
	useDrops(open, (dropped) => {
		if (!editor.open) editor.toggle();
		for (const file of dropped) void adding.read(file, (source) => editor.add((now) => arrived(now, source, format)));
	});
	return { editor, around, adding };
}

export type Editing = ReturnType<typeof useEditing>;
