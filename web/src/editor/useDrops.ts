import { useEffect, useRef } from "react";

/** Take files that a person drops on the page or pastes, while `active`. A page that does not take a dropped file is replaced by
 *  it, and a show would end. */
export function useDrops(active: boolean, take: (files: File[]) => void): void {
	const latest = useRef(take);
	latest.current = take;
	useEffect(() => {
		if (!active) return;
		const give = (data: DataTransfer | null) => {
			const files = [...(data?.files ?? [])];
			if (files.length) latest.current(files);
			return files.length > 0;
		};
		const over = (event: DragEvent) => {
			if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
		};
		const drop = (event: DragEvent) => {
			if (give(event.dataTransfer)) event.preventDefault();
		};
		const paste = (event: ClipboardEvent) => {
			const typing = event.target instanceof Element && event.target.matches("input, textarea, [contenteditable]");
			if (!typing && give(event.clipboardData)) event.preventDefault();
		};
		addEventListener("dragover", over);
		addEventListener("drop", drop);
		addEventListener("paste", paste);
		return () => {
			removeEventListener("dragover", over);
			removeEventListener("drop", drop);
			removeEventListener("paste", paste);
		};
	}, [active]);
}
