import { Bell, BellRing, CalendarPlus, Volume2 } from "lucide-react";
import { useEffect, useState } from "react";
import { serverNow } from "../browser/clock";
import { useWords } from "../i18n/useWords";
import { Button, ButtonLink } from "../ui/Button";
import css from "./BeforeActions.module.css";
import { calendarOf } from "./calendar";
import { arm, disarm, isArmed, ring } from "./chime";
import { beforeWords } from "./words";

interface Props {
	/** As it was typed. */
	name: string;
	/** Times in unix ms. 0: not planned. */
	begins: number;
	ends: number;
}

/** Let a viewer keep the time of the show, ask for a sound at its start, and test the sound. */
export default function BeforeActions({ name, begins, ends }: Props) {
	const words = useWords(beforeWords);
	const [armed, setArmed] = useState(isArmed);
	const [tested, setTested] = useState(false);
	const file = useCalendar(name, begins, ends);
	const turn = (on: boolean) => {
		if (on) arm();
		else disarm();
		setArmed(on);
	};
	const test = () => {
		turn(true);
		ring();
		setTested(true);
	};
	return (
		<div className={css.actions}>
			{file && (
				<ButtonLink id="calendar" href={file} download="kaibo.ics">
					<CalendarPlus size={16} />
					{words.calendar}
				</ButtonLink>
			)}
			<Button small id="bell" aria-pressed={armed} onClick={() => turn(!armed)}>
				{armed ? <BellRing size={16} /> : <Bell size={16} />}
				{armed ? words.bellOn : words.bell}
			</Button>
			<Button small id="test-sound" onClick={test}>
				<Volume2 size={16} />
				{words.testSound}
			</Button>
			<p role="status">{tested && words.tested}</p>
		</div>
	);
}

/** Return the address of the show's calendar file, "" without a planned start or until it is written. */
function useCalendar(title: string, begins: number, ends: number): string {
	const [file, setFile] = useState("");
	useEffect(() => {
		if (!begins) return setFile("");
		let made = "";
		let left = false;
		const url = location.origin + location.pathname;
		calendarOf({ id: url, title, url, begins, ends, now: serverNow() }).then((text) => {
			if (left) return;
			made = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
			setFile(made);
		}, ignore);
		return () => {
			left = true;
			URL.revokeObjectURL(made);
		};
	}, [title, begins, ends]);
	return file;
}

/** Without the code of the calendar there is no button. */
function ignore(): void {}
