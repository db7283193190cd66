import { useEffect, useId, useState } from "react";
import type { Ask } from "../chat/door";
import { useWords } from "../i18n/useWords";
import { ApiError, NoAnswer } from "../net/call";
import type { ChatRules } from "../net/talk";
import { Button } from "../ui/Button";
import { oneLine } from "../ui/oneLine";
import { useModal } from "../ui/useModal";
import css from "./Crew.module.css";
import { crewTalkWords } from "./crewWords";

interface Props {
	rules: ChatRules;
	ask: Ask;
	onClose: () => void;
}

type Wanted = Partial<Pick<ChatRules, Switch | "SlowSeconds">>;

type Switch = "On" | "Questions" | "AnonymousQuestions" | "Reactions" | "Review" | "Links";

const SWITCHES: readonly Switch[] = ["On", "Questions", "AnonymousQuestions", "Reactions", "Review", "Links"];
const SLOW = [0, 5, 10, 30, 60, 120, 300, 600];
const ANNOUNCEMENT_MAX = 300;

/** The settings of the conversation. Switches act at once; texts have a button. */
export function ChatSettings({ rules, ask, onClose }: Props) {
	const words = useWords(crewTalkWords);
	const title = useId();
	const { close, props } = useModal(onClose);
	const [said, say] = useState<"" | "saved" | "failed">("");
	const [wanted, want] = useState<Wanted>({});
	const run = async (work: () => Promise<unknown>) => {
		say("");
		try {
			await work();
			say("saved");
		} catch (error) {
			if (!(error instanceof ApiError || error instanceof NoAnswer)) throw error;
			say("failed");
		}
	};
	/** Change a setting. The control shows the new value at once, and the old one again after a failure. */
	const set = async (part: Wanted) => {
		want((now) => ({ ...now, ...part }));
		await run(() => ask("SetChat", part));
		want((now) => without(now, part));
	};
	const now = { ...rules, ...wanted };
	return (
		<dialog {...props} aria-labelledby={title} className={css.settings}>
			<h2 id={title}>{words.settingsTitle}</h2>
			{SWITCHES.map((one) => (
				<label key={one} className={css.switch}>
					<input
						type="checkbox"
						id={`chat-set-${one}`}
						checked={now[one]}
						onChange={({ target }) => void set({ [one]: target.checked })}
					/>
					<span>{words.switches[one]}</span>
				</label>
			))}
			<label className={css.field}>
				<span>{words.slow}</span>
				<select
					id="chat-set-slow"
					value={now.SlowSeconds}
					onChange={({ target }) => void set({ SlowSeconds: Number(target.value) })}
				>
					{[...new Set([...SLOW, now.SlowSeconds])].map((seconds) => (
						<option key={seconds} value={seconds}>
							{seconds ? words.slowSeconds(seconds) : words.slowOff}
						</option>
					))}
				</select>
			</label>
			<Announcement first={rules.Announcement} onSave={(Text) => run(() => ask("Announce", { Text }))} />
			<Words ask={ask} onSave={(Words) => run(() => ask("SetChat", { Words }))} />
			<People
				title={words.silencedPeople}
				free={words.unsilence}
				list={() => ask("ListSilenced", {})}
				onFree={(UserId) => ask("SilencePerson", { UserId, Silenced: false })}
				run={run}
			/>
			<People
				title={words.bannedPeople}
				free={words.unban}
				list={() => ask("ListBanned", {})}
				onFree={(UserId) => ask("BanPerson", { UserId, Banned: false })}
				run={run}
			/>
			<Emptying onEmpty={() => run(() => ask("EmptyChat", {}))} />
			<p role="status" className={said === "failed" ? css.failed : css.saved}>
				{said && words[said]}
			</p>
			<div className={css.buttons}>
				<Button id="chat-settings-close" onClick={close}>
					{words.close}
				</Button>
			</div>
		</dialog>
	);
}

const without = (all: Wanted, part: Wanted): Wanted =>
	Object.fromEntries(Object.entries(all).filter(([key]) => !Object.hasOwn(part, key)));

function Announcement({ first, onSave }: { first: string; onSave: (text: string) => void }) {
	const words = useWords(crewTalkWords);
	const [typed, setTyped] = useState(first);
	return (
		<div className={css.field}>
			<label htmlFor="chat-announcement">{words.announcement}</label>
			<textarea
				id="chat-announcement"
				rows={2}
				maxLength={ANNOUNCEMENT_MAX}
				value={typed}
				onChange={({ target }) => setTyped(target.value)}
			/>
			<Button small id="chat-announce" onClick={() => onSave(typed.trim())}>
				{words.save}
			</Button>
		</div>
	);
}

function Words({ ask, onSave }: { ask: Ask; onSave: (words: string[]) => void }) {
	const words = useWords(crewTalkWords);
	const [typed, setTyped] = useState<string | null>(null);
	useEffect(() => {
		ask("GetChatWords", {}).then(
			({ Words }) => setTyped(Words.join("\n")),
			() => {},
		);
	}, [ask]);
	if (typed === null) return null;
	const save = () => onSave([...new Set(typed.split("\n").map((one) => one.trim()))].filter(Boolean));
	return (
		<div className={css.field}>
			<label htmlFor="chat-words">{words.words}</label>
			<textarea
				id="chat-words"
				rows={3}
				aria-describedby="chat-words-hint"
				value={typed}
				onChange={({ target }) => setTyped(target.value)}
			/>
			<p id="chat-words-hint">{words.wordsHint}</p>
			<Button small id="chat-words-save" onClick={save}>
				{words.save}
			</Button>
		</div>
	);
}

interface Person {
	UserId: number;
	UserName: string;
}

interface PeopleProps {
	title: string;
	/** The words of the button. */
	free: string;
	list: () => Promise<{ People: Person[] }>;
	/** End what holds for this person. Throws what a call throws. */
	onFree: (UserId: number) => Promise<unknown>;
	run: (work: () => Promise<unknown>) => Promise<void>;
}

/** List people for whom something holds, each with a button that ends it. */
function People({ title, free, list, onFree, run }: PeopleProps) {
	const words = useWords(crewTalkWords);
	const [people, setPeople] = useState<Person[]>([]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: once, when the settings open
	useEffect(() => {
		list().then(
			({ People }) => setPeople(People),
			() => {},
		);
	}, []);
	if (!people.length) return null;
	const end = (UserId: number) =>
		run(async () => {
			await onFree(UserId);
			setPeople(people.filter((one) => one.UserId !== UserId));
		});
	return (
		<section className={css.field} aria-label={title}>
			<h3>{title}</h3>
			<ul>
				{people.map(({ UserId, UserName }) => (
					<li key={UserId} className={css.silencedRow}>
						<bdi>{oneLine(UserName) || words.nobody(UserId)}</bdi>
						<Button small kind="quiet" onClick={() => void end(UserId)}>
							{free}
						</Button>
					</li>
				))}
			</ul>
		</section>
	);
}

function Emptying({ onEmpty }: { onEmpty: () => void }) {
	const words = useWords(crewTalkWords);
	const [asking, setAsking] = useState(false);
	if (!asking) {
		return (
			<Button small kind="quiet" id="chat-empty" onClick={() => setAsking(true)}>
				{words.empty}
			</Button>
		);
	}
	const empty = () => {
		setAsking(false);
		onEmpty();
	};
	return (
		<div className={css.field} role="alert">
			<p>{words.emptyAsk}</p>
			<div className={css.buttons}>
				<Button small id="chat-empty-no" onClick={() => setAsking(false)}>
					{words.keep}
				</Button>
				<Button small kind="quiet" id="chat-empty-yes" onClick={empty}>
					{words.emptyNow}
				</Button>
			</div>
		</div>
	);
}
