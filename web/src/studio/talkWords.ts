/** Talking off air. */
interface TalkWords {
	talk: string;
	hold: string;
	notHeard: string;
	heardBy: string;
	/** One guest alone hears the host. */
	onlyOne: (name: string, live: boolean, onAir: boolean) => Told;
	/** The one guest left. */
	oneGone: (name: string) => Told;
	end: string;
	endBefore: string;
}

interface Told {
	cause: string;
	cure: string;
}

const zh: TalkWords = {
	talk: "和后台说话",
	hold: "按住说话，或点一下开始、再点一下结束",
	notHeard: "观众听不到你",
	heardBy: "台上所有嘉宾都听得到你。嘉宾的声音观众仍然听得到。",
	onlyOne: (name, live, onAir) => ({
		cause: `只有${name}听得到你`,
		cure: `${live ? "观众和其他嘉宾" : "其他嘉宾"}听不到你。${onAir ? `但${name}说话，观众仍然听得到。` : ""}`,
	}),
	oneGone: (name) => ({ cause: "现在没人听得到你", cure: `${name}断开了。回来后，仍然只有对方听得到你。` }),
	end: "让观众听到",
	endBefore: "让所有嘉宾听到",
};

const en: TalkWords = {
	talk: "Talk to backstage",
	hold: "Hold to talk, or click to start and to end",
	notHeard: "Viewers do not hear you",
	heardBy: "All guests hear you. Viewers still hear the guests who are on air.",
	onlyOne: (name, live, onAir) => ({
		cause: `Only ${name} hears you`,
		cure: `${live ? "Viewers and the other guests" : "The other guests"} do not.${onAir ? ` Viewers still hear ${name}.` : ""}`,
	}),
	oneGone: (name) => ({ cause: "Nobody hears you now", cure: `${name} is gone. When they are back, only they hear you.` }),
	end: "Back to viewers",
	endBefore: "Back to all guests",
};

export const talkWords = { zh, en };
