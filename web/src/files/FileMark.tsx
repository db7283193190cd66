import { Hourglass, TriangleAlert } from "lucide-react";
import { useWords } from "../i18n/useWords";
import css from "./Files.module.css";
import type { ShowFiles } from "./showFiles";
import { useFileStates } from "./useFiles";
import { filesWords } from "./words";

/** Mark a layer whose file is on its way, or is not here. A file that is there has no mark. */
export function FileMark({ files, file }: { files: ShowFiles; file: string }) {
	const words = useWords(filesWords);
	const state = useFileStates(files).get(file);
	switch (state?.is) {
		case "here":
			return <Share percent={0} />;
		case "uploading":
			return <Share percent={state.percent} />;
		case "failed":
			return <Mark name="failed" text={words.failed([files.nameOf(file)])} Icon={TriangleAlert} />;
		case "coming":
			return <Mark name="coming" text={words.coming.cause} Icon={Hourglass} />;
		case "stopped":
		case "missing":
			return <Mark name={state.is} text={words[state.is].cause} Icon={TriangleAlert} />;
		default:
			return null;
	}
}

function Share({ percent }: { percent: number }) {
	const words = useWords(filesWords);
	return (
		<small className={css.mark} data-file-mark="uploading" title={words.uploaded(percent)}>
			{percent}%
		</small>
	);
}

function Mark({ name, text, Icon }: { name: string; text: string; Icon: typeof Hourglass }) {
	return (
		<small className={css.mark} data-file-mark={name} role="img" aria-label={text} title={text}>
			<Icon size={16} aria-hidden="true" />
		</small>
	);
}
