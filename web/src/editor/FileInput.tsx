import type { Ref } from "react";
import { ACCEPTED } from "../files/kinds";

interface FileInputProps {
	id: string;
	ref: Ref<HTMLInputElement>;
	/** The types of files that it offers. */
	accept?: string;
	onFile: (file: File) => void;
}

/** The browser's own picker of files. A button opens it. */
export function FileInput({ id, ref, accept = ACCEPTED, onFile }: FileInputProps) {
	return (
		<input
			ref={ref}
			id={id}
			type="file"
			hidden
			accept={accept}
			onChange={({ target }) => {
				const [file] = target.files ?? [];
				if (file) onFile(file);
				target.value = ""; // the same file may be chosen again
			}}
		/>
	);
}
