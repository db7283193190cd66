/** The page of an assistant. */
interface AssistantWords {
	who: (name: string) => string;
	onAir: string;
	notOnAir: string;
	over: string;
	reconnecting: string;
	whatViewersSee: string;
	notYet: string;
	again: string;
	coming: string;
	prompt: string;
	send: string;
	hostReads: (text: string) => string;
	endPrompt: string;
	offline: { cause: string; cure: string };
	movedTitle: string;
	movedText: string;
	bringBack: string;
	endedTitle: string;
	endedText: string;
}

const zh: AssistantWords = {
	who: (name) => (name ? `${name}，助教` : "你是助教"),
	onAir: "直播中",
	notOnAir: "还没开播",
	over: "直播已结束",
	reconnecting: "正在重新连接…",
	whatViewersSee: "观众看到的画面",
	notYet: "开播后，这里是观众看到的画面。",
	again: "主播再次开播后，画面会回到这里。",
	coming: "画面马上就来。",
	prompt: "提醒主播一句话",
	send: "发送",
	hostReads: (text) => `主播正看到：${text}`,
	endPrompt: "撤下",
	offline: { cause: "暂时连不上服务器", cure: "正在自动重试。直播不受影响。" },
	movedTitle: "这里已经换到另一个标签页",
	movedText: "你的助教页面在另一个标签页里打开了。",
	bringBack: "回到这里",
	endedTitle: "你的助教工作结束了",
	endedText: "链接已停用，或者这场直播已经删除。要再进来，请向主播要一个新链接。",
};

const en: AssistantWords = {
	who: (name) => (name ? `${name}, assistant` : "You’re an assistant"),
	onAir: "On air",
	notOnAir: "Not on air yet",
	over: "The show has ended",
	reconnecting: "Reconnecting…",
	whatViewersSee: "What viewers see",
	again: "If the host goes live again, the picture comes back here.",
	notYet: "Once the show is on air, you see here what viewers see.",
	coming: "The picture is on its way.",
	prompt: "A line for the host",
	send: "Send",
	hostReads: (text) => `The host reads: ${text}`,
	endPrompt: "Take away",
	offline: { cause: "The server can’t be reached", cure: "Retrying automatically. The show goes on." },
	movedTitle: "This moved to another tab",
	movedText: "Your page as an assistant is open in another tab.",
	bringBack: "Bring it back here",
	endedTitle: "Your work here is over",
	endedText: "The link is off, or the show was deleted. To come back, ask the host for a new link.",
};

export const assistantWords = { zh, en };
