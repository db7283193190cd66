import { useCallback, useState } from "react";
import { type FileRefusal, type FileSource, sourceOfFile, type Taker } from "./files";

export interface FileAdding {
	/** The name of the file that is read now. */
	reading: string;
	/** Why the last file was not taken. */
	refused: { name: string; why: FileRefusal } | null;
	dismiss: () => void;
	/** Read a file and give its source to `use`. */
	read: (file: File, use: (source: FileSource) => void) => Promise<void>;
}

/** Take files from a picker, a drop or the clipboard, one after the other. */
export function useFileAdding(files: Taker): FileAdding {
	const [reading, setReading] = useState("");
	const [refused, setRefused] = useState<FileAdding["refused"]>(null);
	const dismiss = useCallback(() => setRefused(null), []);
	const read = useCallback<FileAdding["read"]>(
		async (file, use) => {
			setRefused(null);
			setReading(file.name);
			const answer = await sourceOfFile(files, file);
			setReading("");
			if ("source" in answer) use(answer.source);
			else setRefused({ name: file.name, why: answer });
		},
		[files],
	);
	return { reading, refused, dismiss, read };
}
