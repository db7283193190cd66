/** By why the session ended. */
type ClosedWords = Record<
	"removed" | "revoked" | "moved" | "show-ended" | "deleted" | "expired",
	{ title: string; text: string }
>;

const zh: ClosedWords = {
	removed: { title: "这个链接已停用", text: "请向给你链接的人要一个新的。" },
	revoked: { title: "这个链接已停用", text: "请向给你链接的人要一个新的。" },
	moved: { title: "你已转到另一台设备", text: "想回到这里，请重新打开你的链接。" },
	"show-ended": { title: "主办方结束了这场直播", text: "观众会看到“直播已经结束”。要再开播，请重新打开你的主播链接。" },
	deleted: { title: "这场直播已取消", text: "主办方删除了这场直播。" },
	expired: { title: "登录已过期", text: "请重新打开你的主播链接。" },
};

const en: ClosedWords = {
	removed: { title: "This link was turned off", text: "Ask the person who sent it for a new one." },
	revoked: { title: "This link was turned off", text: "Ask the person who sent it for a new one." },
	moved: { title: "You moved to another device", text: "To come back here, open your link again." },
	"show-ended": { title: "The organiser ended this show", text: "Viewers see its end. To go live again, open your host link." },
	deleted: { title: "This show was cancelled", text: "The organiser deleted it." },
	expired: { title: "Your session has expired", text: "Open your host link again." },
};

export const closedWords = { zh, en };
