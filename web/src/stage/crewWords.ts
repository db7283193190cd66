/** What the host and the assistants do with guests. */
interface CrewWords {
	waiting: (number: number) => string;
	full: string;
	pageClosed: string;
	admit: string;
	admitName: (name: string) => string;
	admitAll: string;
	turnAway: string;
	turnAwayName: (name: string) => string;
	more: (name: string) => string;
	lowerHand: string;
	askToUnmute: string;
	cameraOff: string;
	allowCamera: string;
	privateLine: string;
	lineTitle: (name: string) => string;
	line: string;
	rename: string;
	renameTitle: (name: string) => string;
	name: string;
	toWaiting: string;
	remove: string;
	close: string;
	save: string;
	notSaved: string;
	lineToAll: string;
	send: string;
	endLine: string;
}

const zh: CrewWords = {
	waiting: (number) => `${number} 位嘉宾在等你放行`,
	full: "台上已经满了。有人离开后才能放行。",
	pageClosed: "页面关掉了",
	admit: "放行",
	admitName: (name) => `放行：${name}`,
	admitAll: "全部放行",
	turnAway: "谢绝",
	turnAwayName: (name) => `谢绝：${name}`,
	more: (name) => `更多：${name}`,
	lowerHand: "放下举手",
	askToUnmute: "请对方打开麦克风",
	cameraOff: "关掉对方的摄像头",
	allowCamera: "允许打开摄像头",
	privateLine: "给对方留句话",
	lineTitle: (name) => `给${name}留句话`,
	line: "只有对方看得到",
	rename: "改名字",
	renameTitle: (name) => `给${name}改名字`,
	name: "名字",
	toWaiting: "请回等候室",
	remove: "请出并停用链接",
	close: "取消",
	save: "保存",
	notSaved: "没有保存。请换个写法，或稍后再试。",
	lineToAll: "给所有嘉宾留句话",
	send: "发送",
	endLine: "撤下",
};

const en: CrewWords = {
	waiting: (number) => (number === 1 ? "1 guest waits to come in" : `${number} guests wait to come in`),
	full: "The stage is full. Let somebody leave first.",
	pageClosed: "Page closed",
	admit: "Let in",
	admitName: (name) => `Let in ${name}`,
	admitAll: "Let all in",
	turnAway: "Turn away",
	turnAwayName: (name) => `Turn away ${name}`,
	more: (name) => `More for ${name}`,
	lowerHand: "Lower the hand",
	askToUnmute: "Ask to unmute",
	cameraOff: "Turn the camera off",
	allowCamera: "Allow the camera",
	privateLine: "Write a private line",
	lineTitle: (name) => `A line for ${name}`,
	line: "Nobody else reads it",
	rename: "Change the name",
	renameTitle: (name) => `The name of ${name}`,
	name: "Name",
	toWaiting: "Back to the waiting room",
	remove: "Remove, and turn off the link",
	close: "Cancel",
	save: "Save",
	notSaved: "Not saved. Write it in another way, or try again.",
	lineToAll: "A line that all guests read",
	send: "Send",
	endLine: "Take away",
};

export const crewWords = { zh, en };
