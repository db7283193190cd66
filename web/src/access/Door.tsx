import { useId } from "react";
import { useWords } from "../i18n/useWords";
import type { ClosedView } from "../net/types";
import { Button } from "../ui/Button";
import { Header } from "../ui/Header";
import { useBody } from "../ui/useBody";
import css from "./Door.module.css";
import { PasswordForm } from "./PasswordForm";
import { doorWords } from "./words";

export interface DoorProps {
	/** The address of the watch page. */
	base: string;
	view: ClosedView;
	/** The page came with a token that the server refused. */
	signInFailed: boolean;
	/** The viewer has a new pass. */
	onEntered: () => void;
}

type Way = ClosedView["Ways"][number];
const PASSWORD = 2;
const LIST = 3;
const CUSTOM = 4;

/** Show the door of a show that this viewer may not watch, or not yet. */
export default function Door({ base, view, signInFailed, onEntered }: DoorProps) {
	const words = useWords(doorWords);
	useBody("watch", "door", false, view.Name);
	const { title, text } = told(view, words);
	return (
		<>
			<Header />
			<main className={css.column}>
				{view.CoverImage && <img className={css.cover} src={view.CoverImage} alt="" />}
				<h1 dir="auto">{view.Name}</h1>
				<section className={css.card} aria-labelledby="door">
					<h2 id="door">{title}</h2>
					{text && <p role="status">{text}</p>}
					{signInFailed && view.Closed === "prove" && (
						<p className={css.fault} role="alert">
							{words.signInFailed} {view.ErrorUrl && <a href={view.ErrorUrl}>{words.again}</a>}
						</p>
					)}
					{view.Ways.map((way) => (
						<WayIn key={way.Kind} base={base} way={way} refused={view.Closed === "not-listed"} onEntered={onEntered} />
					))}
				</section>
			</main>
		</>
	);
}

function told(view: ClosedView, words: (typeof doorWords)["en"]): { title: string; text: string } {
	if (view.Closed === "banned") return { title: words.bannedTitle, text: words.bannedText };
	if (view.Closed === "not-listed") return { title: words.notListedTitle, text: words.notListedText };
	const listOnly = view.Ways.every(({ Kind }) => Kind === LIST);
	return { title: listOnly ? words.listTitle : words.title, text: "" };
}

interface WayProps {
	base: string;
	way: Way;
	/** The viewer signed in, and is not on the list. */
	refused: boolean;
	onEntered: () => void;
}

function WayIn({ base, way, refused, onEntered }: WayProps) {
	const words = useWords(doorWords);
	const prompt = useId();
	const text = way.Prompt || (way.Kind === LIST && !refused ? words.listText : way.Kind === CUSTOM ? words.signInText : "");
	return (
		<div className={css.way}>
			{text && (
				<p id={prompt} dir="auto">
					{text}
				</p>
			)}
			{way.Kind === PASSWORD && (
				<PasswordForm base={base} button={way.Title || words.enter} onEntered={onEntered} hint={text && prompt} />
			)}
			{way.Kind === CUSTOM && way.Url && (
				<Button kind="primary" id="sign-in" onClick={() => location.assign(withReturn(way.Url))}>
					{way.Title || words.signIn}
				</Button>
			)}
		</div>
	);
}

/** Tell the integrator's page where to send the viewer back to. The address has no query and no fragment. */
export function withReturn(url: string): string {
	const there = new URL(url);
	there.searchParams.set("return", location.origin + location.pathname);
	return there.href;
}
