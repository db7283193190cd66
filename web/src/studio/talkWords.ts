/** Talking off air. */
interface TalkWords {
	talk: string;
	hold: string;
	notHeard: string;
	heardBy: string;
	end: string;
}

const zh: TalkWords = {
	talk: "和后台说话",
	hold: "按住说话，或点一下开始、再点一下结束",
	notHeard: "观众听不到你",
	heardBy: "台上所有嘉宾都听得到你。嘉宾的声音观众仍然听得到。",
	end: "让观众听到",
};

const en: TalkWords = {
	talk: "Talk to backstage",
	hold: "Hold to talk, or click to start and to end",
	notHeard: "Viewers do not hear you",
	heardBy: "All guests hear you. Viewers still hear the guests who are on air.",
	end: "Back to viewers",
};

export const talkWords = { zh, en };
