import { Download } from "lucide-react";
import { useLanguage, useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Button } from "../ui/Button";
import { shortClock } from "../ui/Clock";
import { bytes } from "../ui/sizes";
import { useAct } from "../ui/useAct";
import css from "./Recording.module.css";
import { unanswered } from "./unanswered";
import { recordingWords } from "./words";

interface Props {
	session: Session;
	view: View;
}

/** After the show: put the replay online or take it offline, and download the recording. */
export default function EndedReplay({ session, view: { Replay: replay, Activity } }: Props) {
	const words = useWords(recordingWords);
	const language = useLanguage();
	const { busy, refused, run } = useAct(unanswered);
	if (!replay) return null;
	if (replay.State === "preparing" || replay.State === "gone") {
		return (
			<p id="replay" data-replay={replay.State} className={css.text}>
				{words[replay.State]}
			</p>
		);
	}
	const { Online } = replay;
	const about = { ActivityId: Activity.ActivityId, MediaId: Number(replay.MediaId) };
	const turn = () => run(() => session.call("SetReplayOnline", { ...about, Online: !Online }));
	const download = () =>
		run(async () => {
			const { Url } = await session.call("GetReplayDownload", about);
			location.assign(Url);
		});
	return (
		<div id="replay" data-replay={replay.State} className={css.ended}>
			<p className={css.text}>
				{words.about(shortClock(Math.round(replay.Duration)), bytes(replay.Bytes, language))}
				<br />
				{Online ? words.onlineText : words.offlineText}
			</p>
			<div className={css.acts}>
				<Button id="replay-online" role="switch" aria-checked={Online} busy={busy} onClick={turn}>
					<span>{words.online}</span>
					<span className={css.switch} aria-hidden />
				</Button>
				<Button id="replay-download" busy={busy} onClick={download}>
					<Download size={20} />
					<span>{words.download}</span>
				</Button>
			</div>
			{refused && <p role="alert">{words.failed}</p>}
		</div>
	);
}
