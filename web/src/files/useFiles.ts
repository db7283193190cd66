import { useEffect, useState, useSyncExternalStore } from "react";
import { ShowFiles } from "./showFiles";

/** Keep the files of a show while the page is open. `mayUpload`: this page holds the host seat. A component that shows states
 *  calls `useFileStates`. */
export function useFiles(base: string, activity: number, mayUpload: boolean): ShowFiles {
	const [files] = useState(() => new ShowFiles(base, activity));
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
