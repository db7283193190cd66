import { Copy, Eye, EyeOff, Unlink, Wifi } from "lucide-react";
import { useEffect, useState } from "react";
import { inCompanion } from "../companion/port";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Joined } from "../stage/useRoom";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import { Clock } from "../ui/Clock";
import { LanguageSwitch } from "../ui/LanguageSwitch";
import { useLoaded } from "../ui/useLoaded";
import css from "./Studio.module.css";
import { StudioKeys } from "./StudioKeys";
import type { StudioParts } from "./useStudio";

const companion = () => import("../companion/Companion");

/** Whose show, whether it is on air, for how long, for how many. */
export function StudioTop({ view, studio }: { view: View; studio: StudioParts }) {
	const { studio: words } = useWords();
	const Companion = useLoaded(inCompanion() ? companion : null);
	return (
		<header className={css.top}>
			<span className={css.mark} aria-hidden="true" />
			<div className={css.whose}>
				<h1>{view.Activity.Name}</h1>
				<p id="who">{words.asHost(view.Session.UserName)}</p>
			</div>
			<div className={css.state}>
				<State view={view} studio={studio} />
			</div>
			{Companion && <Companion view={view} studio={studio} />}
			<CopyLink url={view.Activity.ViewUrl} />
			{studio.open && (
				<Button
					kind="quiet"
					small
					icon
					id="new-link"
					aria-label={words.newLink.cause}
					title={words.newLink.cause}
					onClick={() => studio.renew(!studio.renewing)}
				>
					<Unlink size={20} />
				</Button>
			)}
			<StudioKeys studio={studio} />
			<LanguageSwitch />
		</header>
	);
}

function State({ view, studio: { onAir, air } }: { view: View; studio: StudioParts }) {
	const { studio: words } = useWords();
	if (onAir.state === "taken" || onAir.state === "ended") return <Chip role="status">{words.notHere}</Chip>;
	if (onAir.state === "preview") {
		return (
			<Chip role="status">
				<EyeOff size={16} />
				<span>{words.onlyYou}</span>
			</Chip>
		);
	}
	return (
		<>
			<Chip tone={air ? "air" : "plain"}>
				<span role="status">{words.onAir}</span>
				<Clock since={view.Activity.StartTime} />
			</Chip>
			<Chip className="digits">
				<Eye size={16} aria-label={words.viewers} />
				<span id="viewers">{view.Viewers.toLocaleString()}</span>
			</Chip>
		</>
	);
}

/** How the connection that matters now is doing. */
export function Connection({ lost, joined }: { lost: boolean; joined: Joined }) {
	const { studio: words } = useWords();
	const weak = lost || joined.weak;
	if (!weak && !joined.connected) return null;
	return (
		<Chip tone={weak ? "care" : "good"} role="status">
			<Wifi size={16} />
			<span>{lost ? words.reconnecting : weak ? words.weak : words.good}</span>
		</Chip>
	);
}

function CopyLink({ url }: { url: string }) {
	const { studio: words } = useWords();
	const [copied, setCopied] = useState(false);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), 2000);
		return () => clearTimeout(timer);
	}, [copied]);
	return (
		<Button small className={css.notNarrow} onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}>
			<Copy size={16} />
			<span>{copied ? words.copied : words.copyWatch}</span>
		</Button>
	);
}
