import { Disc } from "lucide-react";
import { useLanguage, useWords } from "../../i18n/useWords";
import { Button } from "../../ui/Button";
import { shortClock } from "../../ui/Clock";
import { moment } from "../../ui/moment";
import { bytes } from "../../ui/sizes";
import base from "../Console.module.css";
import { act, type Result } from "../calls";
import { Refusal } from "../Refusal";
import { useAdminAct } from "../useAdminAct";
import { Ask } from "./Ask";
import { recordingWords } from "./recordingWords";
import css from "./Show.module.css";
import { showWords } from "./words";

interface Props {
	of: Result<"ListReplays">["Replays"][number];
	/** The show's id. */
	show: number;
	may: boolean;
	onChanged: () => void;
	onOut: () => void;
}

/** One recording: when, how long, how large, who may watch it. A recording that goes on has no buttons. */
export function RecordingRow({ of, show, may, onChanged, onOut }: Props) {
	const words = useWords(recordingWords);
	const { keep } = useWords(showWords);
	const language = useLanguage();
	const { busy, refused, run } = useAdminAct(onOut);
	const ready = of.State === "ready";
	const about = { ActivityId: show, MediaId: Number(of.MediaId) };
	const when = moment(of.StartTime * 1000, language);
	const name = `${of.Name}, ${when}`;
	const turn = () => run(() => act("SetReplayOnline", { ...about, Online: !of.Online }).then(onChanged));
	const download = () => run(() => act("GetReplayDownload", about).then(({ Url }) => location.assign(Url)));
	return (
		<li data-recording={of.Vid} data-state={ready ? (of.Online ? "online" : "offline") : of.State}>
			<Disc size={16} aria-hidden />
			<p className={css.grow}>
				<b>{of.Name}</b>
				<span className={base.hint}>{when}</span>
			</p>
			<span className={css.terms}>
				{shortClock(Math.round(of.Duration))} · {bytes(of.Bytes, language)}
			</span>
			<span className={ready && of.Online ? css.good : base.hint}>
				{words.states[ready ? (of.Online ? "online" : "offline") : "preparing"]}
			</span>
			{ready && may && (
				<span className={css.acts}>
					<Button small data-act="online" busy={busy} aria-label={(of.Online ? words.offOf : words.onOf)(name)} onClick={turn}>
						{of.Online ? words.off : words.on}
					</Button>
					<Button small data-act="download" busy={busy} aria-label={words.downloadOf(name)} onClick={download}>
						{words.download}
					</Button>
					<Ask
						id={`delete-${of.MediaId}`}
						small
						label={words.remove}
						name={words.removeOf(name)}
						question={words.question}
						yes={words.removeNow}
						no={keep}
						onYes={() => act("DeleteReplay", about).then(onChanged)}
						onOut={onOut}
					/>
				</span>
			)}
			<Refusal reason={refused} />
		</li>
	);
}
