import { useState } from "react";
import { toggle } from "../design/air";
import { bannersOf } from "../design/banners";
import { SCREEN } from "../design/document";
import { keysOn, turnKeys, useKeys } from "../ui/useKeys";
import { useLoaded } from "../ui/useLoaded";
import { useStepKeys } from "../ui/useStepKeys";
import type { StudioParts } from "./useStudio";

/** The keys of the first scenes, and with Shift of the first banners. */
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

const loadList = () => import("./KeyList");

interface Props {
	studio: StudioParts;
	/** Their list shows. */
	listed: boolean;
	onList: (listed: boolean) => void;
}

/** Act on the studio's keys, and show their list. */
export function StudioKeys({ studio, listed, onList }: Props) {
	const List = useLoaded(listed ? loadList : null);
	const [on, setOn] = useState(keysOn);
	const { open, devices, screens, scenes, show } = studio;
	const banners = bannersOf(show.design).slice(0, DIGITS.length);
	const turn = (now: boolean) => {
		turnKeys(now);
		setOn(now);
	};
	useKeys(on && open, {
		m: () => devices.toggle("mic"),
		v: () => devices.toggle("camera"),
		s: () => screens.toggle(SCREEN),
		g: () => document.getElementById("go-live")?.focus(),
		"?": () => onList(true),
		...Object.fromEntries(DIGITS.map((digit, place) => [digit, () => scenes.chooseAt(place)])),
		...Object.fromEntries(banners.map(({ id }, place) => [`Shift+${DIGITS[place]}`, () => show.air((now) => toggle(now, id))])),
	});
	useStepKeys(open, show);
	if (!listed || !List) return null;
	const counts = { scenes: Math.min(show.design.scenes.length, DIGITS.length), banners: banners.length };
	return <List {...counts} {...{ on, turn }} onClose={() => onList(false)} />;
}
