/** The words of what the host and the assistants do with guests. */
interface CrewWords {
	more: (name: string) => string;
	lowerHand: string;
	askToUnmute: string;
	cameraOff: string;
	allowCamera: string;
	/** The host talks to this guest alone. */
	talkTo: string;
	endTalk: string;
	privateLine: string;
	lineTitle: (name: string) => string;
	line: string;
	rename: string;
	renameTitle: (name: string) => string;
	name: string;
	toWaiting: string;
	close: string;
	save: string;
	notSaved: string;
	lineToAll: string;
	send: string;
	endLine: string;
	spotlight: (name: string) => string;
	endSpotlight: (name: string) => string;
	moveUp: string;
	moveDown: string;
	sharesScreen: (name: string) => string;
	screenHidden: string;
	screenShown: string;
	screenNotInScene: string;
	showScreen: string;
	hideScreen: string;
	showScreenOf: (name: string) => string;
	hideScreenOf: (name: string) => string;
}

const zh: CrewWords = {
	more: (name) => `更多：${name}`,
	lowerHand: "放下举手",
	askToUnmute: "请对方打开麦克风",
	cameraOff: "关掉对方的摄像头",
	allowCamera: "允许打开摄像头",
	talkTo: "只和对方说话",
	endTalk: "结束单独说话",
	privateLine: "给对方留句话",
	lineTitle: (name) => `给${name}留句话`,
	line: "只有对方看得到",
	rename: "改名字",
	renameTitle: (name) => `给${name}改名字`,
	name: "名字",
	toWaiting: "请回等候室",
	close: "取消",
	save: "保存",
	notSaved: "没有保存。请换个写法，或稍后再试。",
	lineToAll: "给所有嘉宾留句话",
	send: "发送",
	endLine: "撤下",
	spotlight: (name) => `聚焦${name}，放大显示`,
	endSpotlight: (name) => `不再聚焦${name}`,
	moveUp: "往前移",
	moveDown: "往后移",
	sharesScreen: (name) => `${name}在共享屏幕`,
	screenHidden: "观众还看不到。",
	screenShown: "观众正在看这个屏幕。",
	screenNotInScene: "当前场景隐藏了这个屏幕，观众看不到。",
	showScreen: "给观众看",
	hideScreen: "收起",
	showScreenOf: (name) => `给观众看：${name}的屏幕`,
	hideScreenOf: (name) => `收起：${name}的屏幕`,
};

const en: CrewWords = {
	more: (name) => `More for ${name}`,
	lowerHand: "Lower the hand",
	askToUnmute: "Ask to unmute",
	cameraOff: "Turn the camera off",
	allowCamera: "Allow the camera",
	talkTo: "Talk to them alone",
	endTalk: "End the talk alone",
	privateLine: "Write a private line",
	lineTitle: (name) => `A line for ${name}`,
	line: "Nobody else reads it",
	rename: "Change the name",
	renameTitle: (name) => `The name of ${name}`,
	name: "Name",
	toWaiting: "Back to the waiting room",
	close: "Cancel",
	save: "Save",
	notSaved: "Not saved. Write it in another way, or try again.",
	lineToAll: "A line that all guests read",
	send: "Send",
	endLine: "Take away",
	spotlight: (name) => `Spotlight ${name}: show them large`,
	endSpotlight: (name) => `End the spotlight on ${name}`,
	moveUp: "Move up",
	moveDown: "Move down",
	sharesScreen: (name) => `${name} shares a screen`,
	screenHidden: "Viewers don’t see it yet.",
	screenShown: "Viewers see it now.",
	screenNotInScene: "The present scene hides it, so viewers don’t see it.",
	showScreen: "Show to viewers",
	hideScreen: "Hide",
	showScreenOf: (name) => `Show to viewers: ${name}’s screen`,
	hideScreenOf: (name) => `Hide ${name}’s screen`,
};

export const crewWords = { zh, en };
