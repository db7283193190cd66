import { useCallback, useState } from "react";
import { type FileRefusal, type FileSource, type Inspect, sourceOfFile, type Taker } from "./files";

export interface FileAdding {
	/** The name of the file that is read now. */
	reading: string;
	/** Why the last file was not taken. */
	refused: { name: string; why: FileRefusal } | null;
	/** The last PDF has fonts outside itself. */
	fonts: { name: string; outside: string[] } | null;
	dismiss: () => void;
	/** Read a file and give its source to `use`. */
	read: (file: File, use: (source: FileSource) => void) => Promise<void>;
}

/** Take files from a picker, a drop or the clipboard, one after the other. */
export function useFileAdding(files: Taker, inspect: Inspect): FileAdding {
	const [reading, setReading] = useState("");
	const [refused, setRefused] = useState<FileAdding["refused"]>(null);
	const [fonts, setFonts] = useState<FileAdding["fonts"]>(null);
	const dismiss = useCallback(() => {
		setRefused(null);
		setFonts(null);
	}, []);
	const read = useCallback<FileAdding["read"]>(
		async (file, use) => {
			dismiss();
			setReading(file.name);
			const answer = await sourceOfFile(files, inspect, file);
			setReading("");
			if (!("source" in answer)) return setRefused({ name: file.name, why: answer });
			use(answer.source);
			if (answer.fontsOutside.length) setFonts({ name: file.name, outside: answer.fontsOutside });
		},
		[files, inspect, dismiss],
	);
	return { reading, refused, fonts, dismiss, read };
}
