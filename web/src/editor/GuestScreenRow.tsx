import { ScreenShare } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { arrived, isHere } from "./arrivals";
import css from "./Editor.module.css";
import type { Editor } from "./editor";
import { editorWords } from "./words";

/** Offer a layer for the guest's screen that viewers see. Until then the scene makes the screen large by itself. */
export function GuestScreenRow({ editor: { design, add, frame } }: { editor: Editor }) {
	const words = useWords(editorWords);
	if (isHere(design, ({ kind }) => kind === "guestScreen")) return null;
	return (
		<div className={css.offer} data-offer="guestScreen">
			<ScreenShare size={16} aria-hidden="true" />
			<p>{words.guestScreenLarge}</p>
			<Button small id="place-guest-screen" onClick={() => add((now) => arrived(now, { kind: "guestScreen" }, frame))}>
				{words.placeGuestScreen}
			</Button>
		</div>
	);
}
