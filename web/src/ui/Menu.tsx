import {
	type ComponentProps,
	type KeyboardEvent,
	type MouseEvent,
	type ReactNode,
	useEffect,
	useId,
	useRef,
	useState,
} from "react";
import { Button } from "./Button";
import css from "./Menu.module.css";

interface Props {
	id: string;
	/** The words for the icon. */
	label: string;
	icon: ReactNode;
	/** The button lies on a picture. Its menu opens upwards, and each choice closes it, because it hides the picture. */
	onPicture?: boolean;
	/** The items. They stay in the page while the menu is closed. */
	children: ReactNode;
}

const ITEMS = "[role^=menuitem]";
/** The person acts in another place of the page. */
const OUTSIDE = ["pointerdown", "focusin"] as const;

/** A button with a menu: the pattern "menu button" of the ARIA Authoring Practices. A choice closes the menu. One among
 *  several (`menuitemradio`) leaves it open, so that the person can compare. */
export function Menu({ id, label, icon, onPicture = false, children }: Props) {
	const list = useId();
	const place = useRef<HTMLDivElement>(null);
	const button = useRef<HTMLButtonElement>(null);
	/** The item that gets the focus first; "" while the menu is closed. */
	const [open, setOpen] = useState<"" | "first" | "last">("");
	const items = () => [...(place.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
	const close = () => {
		setOpen("");
		button.current?.focus();
	};

	useEffect(() => {
		if (!open) return;
		const all = place.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [];
		all[open === "first" ? 0 : all.length - 1]?.focus();
		const outside = ({ target }: Event) => {
			if (!(target instanceof Node && place.current?.contains(target))) setOpen("");
		};
		for (const event of OUTSIDE) document.addEventListener(event, outside);
		return () => {
			for (const event of OUTSIDE) document.removeEventListener(event, outside);
		};
	}, [open]);

	const openBy = (event: KeyboardEvent) => {
		if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
		event.preventDefault();
		setOpen(event.key === "ArrowDown" ? "first" : "last");
	};
	const move = (event: KeyboardEvent) => {
		if (event.key === "Escape") close();
		const all = items();
		const to = next(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
		if (to === null) return;
		event.preventDefault();
		all[to]?.focus();
	};
	// Before the item acts: a dialog that it opens gives the focus back to the menu's button.
	const choose = ({ target }: MouseEvent) => {
		const item = target instanceof Element && target.closest(ITEMS);
		if (open && item && (onPicture || item.getAttribute("role") !== "menuitemradio")) close();
	};

	return (
		<div ref={place} className={css.place}>
			<Button
				ref={button}
				kind={onPicture ? "plain" : "quiet"}
				small={!onPicture}
				onPicture={onPicture}
				icon
				id={id}
				aria-label={label}
				title={label}
				aria-haspopup="menu"
				aria-expanded={open !== ""}
				aria-controls={list}
				onClick={() => setOpen(open ? "" : "first")}
				onKeyDown={openBy}
			>
				{icon}
			</Button>
			<div
				id={list}
				role="menu"
				aria-label={label}
				tabIndex={-1}
				hidden={!open}
				className={onPicture ? `${css.menu} ${css.up}` : css.menu}
				onClickCapture={choose}
				onKeyDown={move}
			>
				{children}
			</div>
		</div>
	);
}

interface ItemProps extends ComponentProps<"button"> {
	role?: "menuitem" | "menuitemradio" | "menuitemcheckbox";
	/** An icon of 16 px. An item that is chosen among several needs none: it gets a mark. */
	icon?: ReactNode;
}

/** One line of a menu. */
export function MenuItem({ icon, children, ...rest }: ItemProps) {
	return (
		<button type="button" role="menuitem" tabIndex={-1} className={css.item} {...rest}>
			<span className={css.icon}>{icon}</span>
			{children}
		</button>
	);
}

/** Return the place of the item that a key leads to, or null for other keys. */
function next(key: string, now: number, count: number): number | null {
	if (key === "ArrowDown") return (now + 1) % count;
	if (key === "ArrowUp") return (Math.max(now, 0) + count - 1) % count;
	if (key === "Home") return 0;
	return key === "End" ? count - 1 : null;
}
