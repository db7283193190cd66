import { useEffect, useState, useSyncExternalStore } from "react";
import { ShowFiles } from "./showFiles";

/** Keep the files of a show while the page is open. `revision`: of the files at the server, from the view. `mayUpload`: this page
 *  holds the host seat. A component that shows states calls `useFileStates`. */
export function useFiles(base: string, activity: number, revision: string | undefined, mayUpload: boolean): ShowFiles {
	const [files] = useState(() => new ShowFiles(base, activity));
	useEffect(() => files.hear(revision), [files, revision]);
	useEffect(() => {
		files.start();
		return () => files.stop();
	}, [files]);
	useEffect(() => files.allow(mayUpload), [files, mayUpload]);
	return files;
}

/** Follow the state of each file, by its hash. */
export function useFileStates(files: ShowFiles): ShowFiles["states"] {
	return useSyncExternalStore(files.subscribe, () => files.states);
}

/** Follow which files this page cannot show now. */
export function useAbsent(files: ShowFiles): ShowFiles["absent"] {
	return useSyncExternalStore(files.subscribe, () => files.absent);
}
