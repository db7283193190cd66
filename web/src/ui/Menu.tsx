import {
	type ComponentProps,
	type KeyboardEvent,
	type MouseEvent,
	type ReactNode,
	type RefObject,
	useEffect,
	useId,
	useRef,
	useState,
} from "react";
import { Button } from "./Button";
import css from "./Menu.module.css";
import { stepOf } from "./stepOf";
import { useBeside } from "./useBeside";

interface Props {
	id: string;
	/** The words for the icon. */
	label: string;
	icon: ReactNode;
	/** The button lies on a picture. Its menu opens upwards, and each choice closes it, because it hides the picture. */
	onPicture?: boolean;
	/** The button stands in a box that scrolls. Its menu lies over the page, beside the button. */
	over?: boolean;
	/** The class of a button with a look of its own. */
	look?: string;
	tabIndex?: number;
	/** Called when it opens. */
	onOpen?: () => void;
	/** The items are there. Those that load late get the focus when they come. */
	ready?: boolean;
	/** The items. They stay in the page while the menu is closed. */
	children: ReactNode;
}

const ITEMS = "[role^=menuitem]";
/** The one among several that holds. It gets the focus when the menu opens. */
const CHOSEN = "[role=menuitemradio][aria-checked=true]";
/** The person acts in another place of the page. */
const OUTSIDE = ["pointerdown", "focusin"] as const;

/** A button with a menu: the pattern "menu button" of the ARIA Authoring Practices. A choice closes the menu. One among
 *  several (`menuitemradio`) leaves it open, so that the person can compare. */
export function Menu({
	id,
	label,
	icon,
	onPicture = false,
	over = false,
	look,
	tabIndex,
	onOpen,
	ready = true,
	children,
}: Props) {
	const list = useId();
	const place = useRef<HTMLDivElement>(null);
	const button = useRef<HTMLButtonElement>(null);
	/** The item that gets the focus first; "" while the menu is closed. */
	const [open, setOpen] = useState<Open>("");
	const items = () => [...(place.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
	const show = (at: Open) => {
		if (at) onOpen?.();
		setOpen(at);
	};
	const close = () => {
		setOpen("");
		button.current?.focus();
	};

	useBeside(over && open !== "", button, list, ready);
	useOpen(open, place, setOpen, ready);

	const openBy = (event: KeyboardEvent) => {
		if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
		event.preventDefault();
		show(event.key === "ArrowDown" ? "first" : "last");
	};
	const move = (event: KeyboardEvent) => {
		if (event.key === "Escape") close();
		const all = items();
		const at = all.indexOf(document.activeElement as HTMLElement);
		const to = stepOf(event.key, "ArrowDown", "ArrowUp", at, all.length);
		if (to === null) return;
		event.preventDefault();
		all[to]?.focus();
	};
	// Before the item acts: a dialog that it opens gives the focus back to the menu's button.
	const choose = ({ target }: MouseEvent) => {
		const item = target instanceof Element && target.closest(ITEMS);
		if (open && item && (onPicture || item.getAttribute("role") !== "menuitemradio")) close();
	};

	const own = {
		ref: button,
		id,
		tabIndex,
		"aria-label": label,
		title: label,
		"aria-haspopup": "menu",
		"aria-expanded": open !== "",
		"aria-controls": list,
		onClick: () => show(open ? "" : "first"),
		onKeyDown: openBy,
	} as const;
	return (
		<div ref={place} className={css.place}>
			{look ? (
				<button type="button" className={look} {...own}>
					{icon}
				</button>
			) : (
				<Button kind={onPicture ? "plain" : "quiet"} small={!onPicture} onPicture={onPicture} icon {...own}>
					{icon}
				</Button>
			)}
			<div
				id={list}
				role="menu"
				aria-label={label}
				tabIndex={-1}
				hidden={!open}
				className={[css.menu, onPicture && css.up, over && css.over].filter(Boolean).join(" ")}
				onClickCapture={choose}
				onKeyDown={move}
			>
				{children}
			</div>
		</div>
	);
}

type Open = "" | "first" | "last";

/** Give an item of an open menu the focus. Close the menu when the person acts in another place. */
function useOpen(open: Open, place: RefObject<HTMLElement | null>, setOpen: (open: Open) => void, ready: boolean): void {
	useEffect(() => {
		if (!open || !ready) return;
		const all = [...(place.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
		const first = all.find((item) => item.matches(CHOSEN)) ?? all[0];
		(open === "first" ? first : all.at(-1))?.focus();
	}, [open, ready, place]);
	useEffect(() => {
		if (!open) return;
		const outside = ({ target }: Event) => {
			if (!(target instanceof Node && place.current?.contains(target))) setOpen("");
		};
		for (const event of OUTSIDE) document.addEventListener(event, outside);
		return () => {
			for (const event of OUTSIDE) document.removeEventListener(event, outside);
		};
	}, [open, place, setOpen]);
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
