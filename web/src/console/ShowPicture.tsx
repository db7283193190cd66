import { Clapperboard } from "lucide-react";
import { useEffect, useState } from "react";
import { useWords } from "../i18n/useWords";
import css from "./Console.module.css";
import { Status } from "./calls";
import { showWords } from "./show/words";

interface Props {
	id: number;
	name: string;
	status: number;
	/** The address of the cover picture; "" for none. */
	cover: string;
	large?: boolean;
}

/** The host's studio sends a picture so often. */
const EVERY_MS = 30_000;

/** The latest picture of a show on air. Otherwise its cover, or a place for one. */
export function ShowPicture({ id, name, status, cover, large }: Props) {
	const words = useWords(showWords);
	const [failed, setFailed] = useState<string[]>([]);
	const round = useRound(status === Status.LIVE);
	const thumbnail = status === Status.LIVE ? `/admin/shows/${id}/thumbnail?${round}` : "";
	const source = [thumbnail, cover].find((one) => one && !failed.includes(one)) ?? "";
	return (
		<div
			className={large ? css.large : css.small}
			data-picture={source === thumbnail && source ? "live" : source ? "cover" : "none"}
		>
			{source ? (
				<img
					src={source}
					alt={large ? words.pictureOf(name) : ""}
					onError={() => setFailed((before) => [...before.slice(-2), source])}
				/>
			) : (
				<Clapperboard size={large ? 32 : 16} aria-hidden />
			)}
			{large && !source && <span>{words.noPicture}</span>}
		</div>
	);
}

/** Count the times that the picture may have changed, while it does. */
function useRound(live: boolean): number {
	const [round, setRound] = useState(0);
	useEffect(() => {
		if (!live) return;
		const timer = setInterval(() => document.visibilityState === "visible" && setRound((before) => before + 1), EVERY_MS);
		return () => clearInterval(timer);
	}, [live]);
	return round;
}
