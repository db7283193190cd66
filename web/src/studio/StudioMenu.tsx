import { CircleHelp, Ellipsis, Languages, Layers, Unlink, UserPen } from "lucide-react";
import { useId, useState } from "react";
import { flushSync } from "react-dom";
import { RecordItem, type Recording } from "../companion/Record";
import type { EditMode } from "../editor/useEditMode";
import { setLanguage } from "../i18n/language";
import { useLanguage, useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Menu, MenuItem } from "../ui/Menu";
import { THEMES, useTheme } from "../ui/theme";
import { useNarrow } from "../ui/useNarrow";
import { uiWords } from "../ui/words";
import { useRecordingParts } from "./useRecordingParts";
import type { StudioParts } from "./useStudio";
import { studioWords } from "./words";

interface Props {
	session: Session;
	view: View;
	studio: StudioParts;
	editor: EditMode;
	/** Null: this page cannot record. */
	recording: Recording | null;
	onName: () => void;
	onKeys: () => void;
}

/** Hold what a host seldom needs. */
export function StudioMenu({
	session,
	view,
	studio: { open, renew, paintOn, fades, turnFade },
	editor,
	recording,
	onName,
	onKeys,
}: Props) {
	const words = useWords(studioWords);
	const { yourName } = useWords(uiWords);
	const narrow = useNarrow();
	const [opened, setOpened] = useState(false);
	const late = useRecordingParts(opened && open);
	const other = useLanguage() === "zh" ? "en" : "zh";
	// On a phone the offer lies below the program: the focus brings it into sight.
	const offer = () => {
		flushSync(() => renew(true));
		document.querySelector<HTMLElement>("#renew-link, #copy-host-link")?.focus();
	};
	return (
		<Menu id="more" label={words.more} icon={<Ellipsis size={20} />} onOpen={() => setOpened(true)}>
			{recording && <RecordItem {...recording} />}
			{narrow && open && paintOn && (
				<MenuItem
					id="edit-scene"
					role="menuitemcheckbox"
					aria-checked={editor.open}
					icon={<Layers size={16} />}
					onClick={editor.toggle}
				>
					{words.edit}
				</MenuItem>
			)}
			{open && (
				<MenuItem id="my-name" icon={<UserPen size={16} />} onClick={onName}>
					{yourName}
				</MenuItem>
			)}
			{open && (
				<MenuItem id="new-link" icon={<Unlink size={16} />} onClick={offer}>
					{words.newLink.cause}
				</MenuItem>
			)}
			{late && <late.RecordSwitch session={session} view={view} />}
			<MenuItem id="show-keys" icon={<CircleHelp size={16} />} aria-keyshortcuts="?" onClick={onKeys}>
				{words.keys}
				<kbd>?</kbd>
			</MenuItem>
			<MenuItem lang={other} icon={<Languages size={16} />} onClick={() => setLanguage(other)}>
				{other === "en" ? "English" : "中文"}
			</MenuItem>
			{open && <Switching fades={fades} onFade={turnFade} />}
			<hr />
			<Themes />
		</Menu>
	);
}

/** Choose how one scene follows another. */
function Switching({ fades, onFade }: { fades: boolean; onFade: (on: boolean) => void }) {
	const words = useWords(studioWords);
	const title = useId();
	return (
		<>
			<hr />
			{/* biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu */}
			<div role="group" aria-labelledby={title}>
				<p id={title} role="presentation">
					{words.switching}
				</p>
				{(["cut", "fade"] as const).map((one) => (
					<MenuItem
						key={one}
						role="menuitemradio"
						data-switch={one}
						aria-checked={fades === (one === "fade")}
						onClick={() => onFade(one === "fade")}
					>
						{words.switches[one]}
					</MenuItem>
				))}
			</div>
		</>
	);
}

function Themes() {
	const words = useWords(studioWords);
	const [theme, choose] = useTheme();
	const title = useId();
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu
		<div role="group" aria-labelledby={title}>
			<p id={title} role="presentation">
				{words.theme}
			</p>
			{THEMES.map((one) => (
				<MenuItem
					key={one}
					role="menuitemradio"
					data-theme-choice={one || "system"}
					aria-checked={theme === one}
					onClick={() => choose(one)}
				>
					{words.themes[one || "system"]}
				</MenuItem>
			))}
		</div>
	);
}
