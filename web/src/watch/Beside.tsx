import type { Talk } from "../net/talk";
import type { WatchView } from "../net/types";
import { patiently } from "./load";
import { renew } from "./token";
import { useLate } from "./useLate";

const load = () => patiently(() => import("../talk/ViewerTalk"));

interface Props {
	/** `/w/{path}` */
	base: string;
	talk: Talk;
	view: WatchView | null;
	/** The picture is there, or none is to come. */
	ready: boolean;
}

/** The conversation beside the player. It comes after the first picture, and its place is kept free until then. */
export function Beside({ base, talk, view, ready }: Props) {
	const Conversation = useLate(load, ready);
	return Conversation && view ? <Conversation base={base} onPass={renew} talk={talk} rules={view.Chat} /> : <div />;
}
