import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { stepOf } from "./stepOf";

interface Props<Key extends string> {
	/** The tabs in their order, each with the id of its panel. */
	tabs: readonly { key: Key; panel: string; text: ReactNode }[];
	shown: Key;
	onShow: (key: Key) => void;
	/** The name of the row. */
	label: string;
	className: string | undefined;
}

/** A row of tabs: the pattern of the ARIA Authoring Practices. An arrow key moves and shows. The ids are `tab-{key}`. */
export function Tabs<Key extends string>({ tabs, shown, onShow, label, className }: Props<Key>) {
	const place = useRef<HTMLDivElement>(null);
	const walk = (event: KeyboardEvent) => {
		const now = tabs.findIndex(({ key }) => key === shown);
		const to = tabs[stepOf(event.key, "ArrowRight", "ArrowLeft", now, tabs.length) ?? -1];
		if (!to) return;
		event.preventDefault();
		onShow(to.key);
		place.current?.querySelector<HTMLElement>(`#tab-${to.key}`)?.focus();
	};
	return (
		<div ref={place} role="tablist" className={className} aria-label={label} data-arrows="" onKeyDown={walk}>
			{tabs.map(({ key, panel, text }) => (
				<button
					key={key}
					type="button"
					role="tab"
					id={`tab-${key}`}
					aria-selected={shown === key}
					aria-controls={panel}
					tabIndex={shown === key ? 0 : -1}
					onClick={() => onShow(key)}
				>
					{text}
				</button>
			))}
		</div>
	);
}
