/** The people on the stage, as the host sees them. */
export interface StageWords {
	people: string;
	onStage: string;
	noGuests: string;
	notMet: string;
	meet: string;
	inPicture: string;
	/** Said where the page does not know the scene. */
	seen: string;
	heardOnly: string;
	offAir: string;
	connecting: string;
	nothingArrives: string;
	/** How many guests are ready backstage, and new. */
	ready: (number: number) => string;
	/** A card came above what the pointer rests on. */
	newAbove: string;
	notSeenYet: string;
	/** Make viewers see and hear a guest. */
	bring: string;
	bringAll: string;
	bringName: (name: string) => string;
	waitName: (name: string) => string;
	muted: string;
	takeOff: string;
	takeOffName: (name: string) => string;
	removeName: (name: string) => string;
	muteAll: string;
	muteName: (name: string) => string;
	letSpeak: (name: string) => string;
	mutedByYou: string;
	hand: string;
	sharing: string;
	removed: string;
	offStage: (name: string) => string;
	restore: string;
	restoreName: (name: string) => string;
	others: (number: number) => string;
	removeAll: string;
	removeAllOf: (name: string) => string;
	asks: (name: string) => string;
	asksToHost: string;
	waiting: (number: number) => string;
	full: string;
	pageClosed: string;
	admit: string;
	admitName: (name: string) => string;
	admitAll: string;
	turnAway: string;
	turnAwayName: (name: string) => string;
	giveLink: string;
	notNow: string;
}

const zh: StageWords = {
	people: "嘉宾",
	onStage: "连麦中",
	noGuests: "嘉宾打开链接并加入后，会出现在这里。",
	notMet: "他们还看不到你，也听不到你。",
	meet: "和他们说话",
	inPicture: "在画面里",
	seen: "观众能看到",
	heardOnly: "有声音，这个场景里不露面",
	offAir: "后台",
	connecting: "正在连接…",
	nothingArrives: "画面和声音都没有传来",
	ready: (number) => `${number} 位嘉宾准备好了`,
	newAbove: "上面有新的",
	notSeenYet: "在后台，观众还看不到。",
	bring: "放进画面",
	bringAll: "全部放进画面",
	bringName: (name) => `放进画面：${name}`,
	waitName: (name) => `暂不：${name}`,
	muted: "已静音",
	takeOff: "移到后台",
	takeOffName: (name) => `移到后台：${name}`,
	removeName: (name) => `请${name}退出连麦`,
	muteAll: "全部静音",
	muteName: (name) => `静音：${name}`,
	letSpeak: (name) => `允许发言：${name}`,
	mutedByYou: "已被静音",
	hand: "举手了",
	sharing: "正在共享屏幕",
	removed: "已退出连麦，链接已停用",
	offStage: (name) => `${name}已退出连麦，链接已停用`,
	restore: "撤销",
	restoreName: (name) => `撤销，让${name}可以再来`,
	others: (number) => `还有 ${number} 人从同一个链接进来`,
	removeAll: "全部请出",
	removeAllOf: (name) => `全部请出：和${name}用同一个链接进来的人`,
	asks: (name) => `${name || "有人"}想要一个新链接`,
	asksToHost: "给了新链接，对方就能像你一样主持这场直播。",
	waiting: (number) => `${number} 位嘉宾在等你放行`,
	full: "连麦人数已满。有人离开后才能放行。",
	pageClosed: "页面关掉了",
	admit: "放行",
	admitName: (name) => `放行：${name}`,
	admitAll: "全部放行",
	turnAway: "谢绝",
	turnAwayName: (name) => `谢绝：${name}`,
	giveLink: "给个新链接",
	notNow: "暂不",
};

const en: StageWords = {
	people: "Guests",
	onStage: "On stage",
	noGuests: "Guests show up here once they open their link and join.",
	notMet: "They can’t see or hear you yet.",
	meet: "Talk to them",
	inPicture: "In the picture",
	seen: "Viewers see them",
	heardOnly: "Heard, not in this scene",
	offAir: "Backstage",
	connecting: "Connecting…",
	nothingArrives: "Neither picture nor sound arrives",
	ready: (number) => (number === 1 ? "1 guest is ready" : `${number} guests are ready`),
	newAbove: "New above",
	notSeenYet: "Backstage. Viewers don’t see them yet.",
	bring: "Bring on",
	bringAll: "Bring all on",
	bringName: (name) => `Bring on ${name}`,
	waitName: (name) => `Not now, ${name}`,
	muted: "muted",
	takeOff: "Take off",
	takeOffName: (name) => `Take off ${name}`,
	removeName: (name) => `Remove ${name}`,
	muteAll: "Mute all",
	muteName: (name) => `Mute ${name}`,
	letSpeak: (name) => `Let ${name} speak`,
	mutedByYou: "You muted them",
	hand: "hand raised",
	sharing: "Shares a screen",
	removed: "Removed, link turned off",
	offStage: (name) => `${name} is off the stage, link off`,
	restore: "Undo",
	restoreName: (name) => `Undo, let ${name} come back`,
	others: (number) => `${number === 1 ? "1 other" : `${number} others`} used the same link`,
	removeAll: "Remove all",
	removeAllOf: (name) => `Remove all who used the same link as ${name}`,
	asks: (name) => `${name || "Someone"} asks for a new link`,
	asksToHost: "With a new link they can host this show, as you can.",
	waiting: (number) => (number === 1 ? "1 guest waits to come in" : `${number} guests wait to come in`),
	full: "The stage is full. Someone must leave first.",
	pageClosed: "Page closed",
	admit: "Let in",
	admitName: (name) => `Let in ${name}`,
	admitAll: "Let all in",
	turnAway: "Turn away",
	turnAwayName: (name) => `Turn away ${name}`,
	giveLink: "Give a new link",
	notNow: "Not now",
};

export const stageWords = { zh, en };
