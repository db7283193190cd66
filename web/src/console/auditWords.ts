import type { Result } from "./calls";
import { didWords } from "./didWords";

export type AuditEvent = Result<"ListAuditEvents">["Events"][number];

/** The words of the audit log. */
export interface AuditWords {
	audit: string;
	kind: string;
	allKinds: string;
	who: string;
	show: string;
	allShows: string;
	since: string;
	until: string;
	save: string;
	more: string;
	nothing: string;
	request: string;
	/** The name of a person who has none yet. */
	somebody: string;
	roles: Record<string, string>;
	/** Each kind, as a choice of the filter. */
	kinds: Record<string, string>;
	/** Each kind as a sentence. Takes who did it, the person that it is about, and the detail. */
	said: Record<string, (who: string, person: string, detail: string) => string>;
	other: (who: string, kind: string, detail: string) => string;
	/** The details of our own, with # for a number. */
	details: Record<string, (number: string) => string>;
}

/** Say an event in words. */
export function said(event: AuditEvent, words: AuditWords): string {
	const person = event.UserName || (words.roles[event.Role] ?? words.somebody);
	const who = event.ActorName || event.Actor || person;
	const detail = event.Kind === "rename" ? event.Detail : inWords(event.Detail, words);
	const sentence = words.said[event.Kind];
	return sentence ? sentence(who, person, detail) : words.other(who, event.Kind, detail);
}

/** Say a detail in words. One that has none, such as an error's code, stays as it is. */
function inWords(detail: string, words: AuditWords): string {
	const number = /\d+/.exec(detail)?.[0] ?? "";
	return words.details[number ? detail.replace(number, "#") : detail]?.(number) ?? detail;
}

/** Put a detail in brackets, if there is one. */
const zhIn = (detail: string) => (detail ? `（${detail}）` : "");
const enIn = (detail: string) => (detail ? ` (${detail})` : "");

/** Each thing that happens to an access key, as a sentence of who did it and the key's id. */
type KeyWords = Record<string, (who: string, id: string) => string>;
const zhKey: KeyWords = {
	made: (who, id) => `${who} 新建了访问密钥 ${id}`,
	changed: (who, id) => `${who} 修改了访问密钥 ${id}`,
	on: (who, id) => `${who} 启用了访问密钥 ${id}`,
	off: (who, id) => `${who} 停用了访问密钥 ${id}`,
	deleted: (who, id) => `${who} 删除了访问密钥 ${id}`,
};
const enKey: KeyWords = {
	made: (who, id) => `${who} made the access key ${id}`,
	changed: (who, id) => `${who} changed the access key ${id}`,
	on: (who, id) => `${who} turned on the access key ${id}`,
	off: (who, id) => `${who} turned off the access key ${id}`,
	deleted: (who, id) => `${who} deleted the access key ${id}`,
};

/** Say what happened to a key. The detail is a word and the key's id. */
function keyDid(who: string, detail: string, words: KeyWords): string {
	const [did = "", id = ""] = detail.split(" ");
	return words[did]?.(who, id) ?? `${who}: ${detail}`;
}

const zh: AuditWords = {
	audit: "审计日志",
	kind: "事件",
	allKinds: "全部事件",
	who: "谁（名字或编号）",
	show: "哪场直播",
	allShows: "所有直播",
	since: "从",
	until: "到",
	save: "导出 CSV",
	more: "再多看一些",
	nothing: "没有符合条件的事件。",
	request: "请求",
	somebody: "某人",
	roles: { host: "主播", guest: "嘉宾", assistant: "助教" },
	kinds: {
		console: "控制台操作",
		"sign-in": "登录控制台",
		"sign-in-wrong": "登录失败",
		admin: "管理员变动",
		key: "访问密钥变动",
		issue: "发出链接",
		open: "打开链接",
		redeem: "进入直播间",
		resume: "重新进入",
		continue: "换浏览器继续",
		refuse: "被拒绝",
		ask: "请求新链接",
		grant: "给了新链接",
		decline: "没给新链接",
		takeover: "接管主持",
		revoke: "停用链接",
		restore: "恢复链接",
		rotate: "换新链接",
		rename: "改名",
		remove: "请出",
		design: "修改画面",
		"show-ended": "结束直播",
		end: "登录结束",
		admit: "放行嘉宾",
		"viewing-rule": "修改观看权限",
		"white-list": "修改白名单",
		"chat-show": "显示消息",
		"chat-hide": "隐藏消息",
		"chat-delete": "删除消息",
		"chat-pin": "置顶消息",
		"chat-unpin": "取消置顶",
		"chat-announce": "发布公告",
		"chat-unannounce": "撤下公告",
		"question-show": "显示提问",
		"question-delete": "删除提问",
		"chat-empty": "清空聊天",
		"chat-settings": "修改聊天设置",
		silence: "禁言",
		unsilence: "解除禁言",
		"ban-viewer": "禁止观看",
		"unban-viewer": "允许再次观看",
		"export-person": "导出个人数据",
		"erase-person": "删除个人数据",
	},
	said: {
		console: (who, _, detail) => `${who} ${didWords.zh[detail] ?? `在控制台执行了 ${detail}`}`,
		"sign-in": (who, _, detail) => `${who} 登录了控制台${zhIn(detail)}`,
		"sign-in-wrong": (who) => `有人用 ${who} 的名字登录控制台，密码不对`,
		admin: (who, person, detail) => `${who}：${detail}（管理员 ${person}）`,
		key: (who, _, detail) => keyDid(who, detail, zhKey),
		issue: (who, person, detail) => `${who} 发出了给 ${person} 的链接${zhIn(detail)}`,
		open: (_, person) => `${person} 打开了链接`,
		redeem: (_, person, detail) => `${person} 进来了${zhIn(detail)}`,
		resume: (_, person) => `${person} 的应用重新连上了`,
		continue: (_, person) => `${person} 换到浏览器继续`,
		refuse: (who, _, detail) => `${who} 被拒绝${zhIn(detail)}`,
		ask: (_, person) => `${person} 请求新链接`,
		grant: (who, person) => `${who} 给了 ${person} 新链接`,
		decline: (who, person) => `${who} 没有给 ${person} 新链接`,
		takeover: (who, _, detail) => `${who} 接管主持${zhIn(detail)}`,
		revoke: (who, person, detail) => `${who} 停用了 ${person} 的链接${zhIn(detail)}`,
		restore: (who, person) => `${who} 恢复了 ${person} 的链接`,
		rotate: (who, person, detail) => `${who} 换了${person}的所有链接${zhIn(detail)}`,
		rename: (_, person, detail) => `${detail || "某人"} 改名为 ${person}`,
		remove: (who, person, detail) => `${who} 请出了 ${person}${zhIn(detail)}`,
		design: (who, _, detail) => `${who} 修改了画面${zhIn(detail)}`,
		"show-ended": (who, _, detail) => `${who} 结束了直播${zhIn(detail)}`,
		end: (_, person, detail) => `${person} 的登录结束了${zhIn(detail)}`,
		admit: (who, person) => `${who} 放行了 ${person}`,
		"viewing-rule": (who) => `${who} 修改了谁可以观看`,
		"white-list": (who, _, detail) => `${who} 修改了白名单${zhIn(detail)}`,
		"chat-show": (who) => `${who} 显示了一条消息`,
		"chat-hide": (who) => `${who} 隐藏了一条消息`,
		"chat-delete": (who) => `${who} 删除了一条消息`,
		"chat-pin": (who) => `${who} 置顶了一条消息`,
		"chat-unpin": (who) => `${who} 取消了一条消息的置顶`,
		"chat-announce": (who) => `${who} 发布了公告`,
		"chat-unannounce": (who) => `${who} 撤下了公告`,
		"question-show": (who) => `${who} 显示了一个提问`,
		"question-delete": (who) => `${who} 删除了一个提问`,
		"chat-empty": (who) => `${who} 清空了聊天`,
		"chat-settings": (who) => `${who} 修改了聊天设置`,
		silence: (who, person) => `${who} 禁言了 ${person}`,
		unsilence: (who, person) => `${who} 解除了 ${person} 的禁言`,
		"ban-viewer": (who, person) => `${who} 禁止 ${person} 观看`,
		"unban-viewer": (who, person) => `${who} 允许 ${person} 再次观看`,
		"export-person": (who) => `${who} 导出了一个人的数据`,
		"erase-person": (who, _, detail) => `${who} 删除了一个人的数据${zhIn(detail)}`,
	},
	other: (who, kind, detail) => `${who}：${kind}${zhIn(detail)}`,
	details: {
		app: () => "应用",
		browser: () => "浏览器",
		link: () => "登录链接",
		password: () => "密码",
		passkey: () => "通行密钥",
		asked: () => "请求中",
		refused: () => "对方拒绝",
		"handed-over": () => "对方交出",
		taken: () => "对方没有回答",
		"taken-back": () => "收回",
		gone: () => "对方不在",
		"new-joins-only": () => "已进来的人留下",
		everyone: () => "用它进来的人也退出",
		revoked: () => "链接已停用",
		"revoked: # sessions": (number) => `链接已停用，${number} 处登录`,
		removed: () => "被请出",
		moved: () => "换了设备",
		"turned-away": () => "没有请进",
		"# more": (number) => `另有 ${number} 处登录`,
		"# host sessions": (number) => `${number} 处主播登录`,
		keys: () => "口令",
		put: () => "由接口写入",
		"copied from #": (number) => `复制自 ${number}`,
		"sign-in link": () => "生成了登录链接",
		"new owner": () => "生成了新所有者的登录链接",
		"new operator": () => "生成了新操作员的登录链接",
		"new viewer": () => "生成了新的只看者的登录链接",
		"now owner": () => "改为所有者",
		"now operator": () => "改为操作员",
		"now viewer": () => "改为只看",
		deleted: () => "移除",
		"signed out": () => "让其退出所有浏览器",
	},
};

const en: AuditWords = {
	audit: "Audit log",
	kind: "Event",
	allKinds: "All events",
	who: "Who (a name or an id)",
	show: "Show",
	allShows: "All shows",
	since: "From",
	until: "Until",
	save: "Export CSV",
	more: "Show more",
	nothing: "No event fits.",
	request: "Request",
	somebody: "somebody",
	roles: { host: "the host", guest: "a guest", assistant: "an assistant" },
	kinds: {
		console: "Call in the console",
		"sign-in": "Signed in to the console",
		"sign-in-wrong": "Wrong password",
		admin: "Admins",
		key: "Access keys",
		issue: "Link given out",
		open: "Link opened",
		redeem: "Came in",
		resume: "Came back",
		continue: "Continued in the browser",
		refuse: "Refused",
		ask: "Asked for a new link",
		grant: "New link granted",
		decline: "New link declined",
		takeover: "Takeover",
		revoke: "Link turned off",
		restore: "Link turned on",
		rotate: "Links replaced",
		rename: "Renamed",
		remove: "Removed",
		design: "Design changed",
		"show-ended": "Show ended",
		end: "Session ended",
		admit: "Guest let in",
		"viewing-rule": "Rule of who may watch changed",
		"white-list": "White list changed",
		"chat-show": "Message shown",
		"chat-hide": "Message hidden",
		"chat-delete": "Message deleted",
		"chat-pin": "Message pinned",
		"chat-unpin": "Pinned message taken down",
		"chat-announce": "Announcement put up",
		"chat-unannounce": "Announcement taken down",
		"question-show": "Question shown",
		"question-delete": "Question deleted",
		"chat-empty": "Chat emptied",
		"chat-settings": "Chat settings changed",
		silence: "Silenced",
		unsilence: "Silence ended",
		"ban-viewer": "Viewer banned",
		"unban-viewer": "Ban lifted",
		"export-person": "Data of a person exported",
		"erase-person": "Data of a person erased",
	},
	said: {
		console: (who, _, detail) => `${who} ${didWords.en[detail] ?? `called ${detail} in the console`}`,
		"sign-in": (who, _, detail) => `${who} signed in to the console${enIn(detail)}`,
		"sign-in-wrong": (who) => `Somebody gave a wrong password for ${who}`,
		admin: (who, person, detail) => `${who}: ${detail} (admin ${person})`,
		key: (who, _, detail) => keyDid(who, detail, enKey),
		issue: (who, person, detail) => `${who} gave out a link for ${person}${enIn(detail)}`,
		open: (_, person) => `${person} opened a link`,
		redeem: (_, person, detail) => `${person} came in${enIn(detail)}`,
		resume: (_, person) => `The app of ${person} came back`,
		continue: (_, person) => `${person} continued in the browser`,
		refuse: (who, _, detail) => `${who} was refused${enIn(detail)}`,
		ask: (_, person) => `${person} asked for a new link`,
		grant: (who, person) => `${who} gave ${person} a new link`,
		decline: (who, person) => `${who} gave ${person} no new link`,
		takeover: (who, _, detail) => `${who}: takeover of the host seat${enIn(detail)}`,
		revoke: (who, person, detail) => `${who} turned off the link of ${person}${enIn(detail)}`,
		restore: (who, person) => `${who} turned on the link of ${person}`,
		rotate: (who, person, detail) => `${who} replaced all links of ${person}${enIn(detail)}`,
		rename: (_, person, detail) => `${detail || "somebody"} is now called ${person}`,
		remove: (who, person, detail) => `${who} removed ${person}${enIn(detail)}`,
		design: (who, _, detail) => `${who} changed the design${enIn(detail)}`,
		"show-ended": (who, _, detail) => `${who} ended the show${enIn(detail)}`,
		end: (_, person, detail) => `The session of ${person} ended${enIn(detail)}`,
		admit: (who, person) => `${who} let ${person} in`,
		"viewing-rule": (who) => `${who} changed who may watch`,
		"white-list": (who, _, detail) => `${who} changed the white list${enIn(detail)}`,
		"chat-show": (who) => `${who} showed a message`,
		"chat-hide": (who) => `${who} hid a message`,
		"chat-delete": (who) => `${who} deleted a message`,
		"chat-pin": (who) => `${who} pinned a message`,
		"chat-unpin": (who) => `${who} took down a pinned message`,
		"chat-announce": (who) => `${who} put up an announcement`,
		"chat-unannounce": (who) => `${who} took down the announcement`,
		"question-show": (who) => `${who} showed a question`,
		"question-delete": (who) => `${who} deleted a question`,
		"chat-empty": (who) => `${who} emptied the chat`,
		"chat-settings": (who) => `${who} changed the settings of the chat`,
		silence: (who, person) => `${who} silenced ${person}`,
		unsilence: (who, person) => `${who} ended the silence of ${person}`,
		"ban-viewer": (who, person) => `${who} banned ${person} from watching`,
		"unban-viewer": (who, person) => `${who} let ${person} watch again`,
		"export-person": (who) => `${who} exported the data of a person`,
		"erase-person": (who, _, detail) => `${who} erased the data of a person${enIn(detail)}`,
	},
	other: (who, kind, detail) => `${who}: ${kind}${enIn(detail)}`,
	details: {
		app: () => "in the app",
		browser: () => "in the browser",
		link: () => "by a sign-in link",
		password: () => "by password",
		passkey: () => "by passkey",
		asked: () => "requested",
		refused: () => "the host declined",
		"handed-over": () => "the host handed over",
		taken: () => "the host did not answer",
		"taken-back": () => "taken back",
		gone: () => "the host was away",
		"new-joins-only": () => "people who are in stay",
		everyone: () => "people who used it are out",
		revoked: () => "the link was turned off",
		"revoked: # sessions": (number) => `the link was turned off, sessions: ${number}`,
		removed: () => "removed",
		moved: () => "moved to another device",
		"turned-away": () => "not let in",
		"# more": (number) => `and of their other sessions: ${number}`,
		"# host sessions": (number) => `host sessions: ${number}`,
		keys: () => "join codes",
		put: () => "written by a call",
		"copied from #": (number) => `copied from ${number}`,
		"sign-in link": () => "a sign-in link",
		"new owner": () => "a link for a new owner",
		"new operator": () => "a link for a new operator",
		"new viewer": () => "a link for a new viewer",
		"now owner": () => "made an owner",
		"now operator": () => "made an operator",
		"now viewer": () => "made a viewer",
		deleted: () => "removed",
		"signed out": () => "signed out everywhere",
	},
};

export const auditWords = { zh, en };
