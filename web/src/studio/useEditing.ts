import type { Around } from "../editor/around";
import { arrived } from "../editor/arrivals";
import { useDrops } from "../editor/useDrops";
import { useEditor } from "../editor/useEditor";
import { useFileAdding } from "../editor/useFileAdding";
import { DRAFT } from "../scene/live";
import { canShare } from "../source/screen";
import type { StudioParts } from "./useStudio";

/** Join the editor of scenes with what the studio has. */
export function useEditing(studio: StudioParts, startsAt: number) {
	const { show, pictures, format, open, paintOn, files, inspect, extra, device, screen, sources } = studio;
	const editor = useEditor(show, pictures.small.get(DRAFT) ?? pictures.program, format, open && paintOn !== null);
	const adding = useFileAdding(files, inspect);
	const { camera } = device;
	const around: Around = {
		files,
		cameras: camera.choices.filter(({ id }) => id && id !== camera.deviceId),
		extra,
		people: [...new Set(sources.filter(({ kind, name }) => kind === "guest" && name).map(({ name }) => name))],
		sharing: screen.shared !== null,
		share: canShare() ? screen.toggle : null,
		startsAt,
	};
	useDrops(open, (dropped) => {
		if (!editor.open) editor.toggle();
		for (const file of dropped) void adding.read(file, (source) => editor.add((now) => arrived(now, source, format)));
	});
	return { editor, around, adding };
}

export type Editing = ReturnType<typeof useEditing>;
