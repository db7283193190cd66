import { TriangleAlert } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useWords } from "../i18n/useWords";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { useDismissal } from "../ui/useDismissal";
import { useOverdue } from "../ui/useOverdue";
import { uiWords } from "../ui/words";
import css from "./Files.module.css";
import type { ShowFiles } from "./showFiles";
import { useFileStates } from "./useFiles";
import { filesWords, WHY } from "./words";

/** A file that is quicker says nothing. */
const QUICK_MS = 1000;

/** Say how many files are on their way to the server, until there is none. */
export function UploadLine({ files }: { files: ShowFiles }) {
	const words = useWords(filesWords);
	const progress = useSyncExternalStore(files.subscribe, () => files.progress);
	const slow = useOverdue(progress ? ["upload"] : [], QUICK_MS).size > 0;
	if (!progress || !slow) return null;
	return (
		<span id="uploads" className={css.line}>
			{words.onTheWay(progress.count, progress.percent)}
		</span>
	);
}

/** Say which files did not reach the server, and why. Offer to send them again. */
export function FailedUploads({ files }: { files: ShowFiles }) {
	const words = useWords(filesWords);
	const { tryAgain } = useWords(uiWords);
	const failed = [...useFileStates(files)].flatMap(([sha256, state]) =>
		state.is === "failed" ? [{ sha256, why: state.why }] : [],
	);
	const [shown, dismiss] = useDismissal(failed.map(({ sha256, why }) => `${sha256} ${why}`).join());
	const [first] = failed;
	if (!first || !shown) return null;
	const why = Object.hasOwn(WHY, first.why) ? WHY[first.why] : undefined;
	const again = failed.filter((one) => one.why !== "gone");
	return (
		<Banner
			id="uploads-failed"
			icon={<TriangleAlert size={20} />}
			cause={words.failed(failed.map(({ sha256 }) => files.nameOf(sha256)))}
			cure={why ? words.why[why] : words.why.other(first.why)}
			onDismiss={dismiss}
		>
			{again.length > 0 && (
				<Button small id="upload-again" onClick={() => again.forEach(({ sha256 }) => void files.again(sha256))}>
					{tryAgain}
				</Button>
			)}
		</Banner>
	);
}
