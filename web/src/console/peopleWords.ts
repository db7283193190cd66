/** The words of the page of people. */
interface PeopleWords {
	people: string;
	find: string;
	show: string;
	allShows: string;
	role: string;
	allRoles: string;
	roles: Record<"host" | "guest" | "assistant", string>;
	onlyIn: string;
	nobody: string;
	more: string;
	came: (when: string) => string;
	seen: (when: string) => string;
	isIn: string;
	blocked: string;
	takeOut: string;
	takeOutQuestion: (name: string) => string;
	takeOutOnly: string;
	takeOutAndBlock: string;
	keep: string;
	letIn: string;
	letInQuestion: (name: string) => string;
}

const zh: PeopleWords = {
	people: "参与者",
	find: "按名字找",
	show: "哪场直播",
	allShows: "所有直播",
	role: "角色",
	allRoles: "主播和嘉宾",
	roles: { host: "主播", guest: "嘉宾", assistant: "助教" },
	onlyIn: "只看现在在里面的",
	nobody: "没有找到。主播或嘉宾用链接进来以后，会出现在这里。",
	more: "再多看一些",
	came: (when) => `${when} 进来`,
	seen: (when) => `最后在线：${when}`,
	isIn: "现在在里面",
	blocked: "已请出，链接已停用",
	takeOut: "请出",
	takeOutQuestion: (name) => `把“${name}”请出直播间吗？`,
	takeOutOnly: "请出，链接还能用",
	takeOutAndBlock: "请出，并停用链接",
	keep: "取消",
	letIn: "恢复链接",
	letInQuestion: (name) => `让“${name}”的链接重新可用吗？`,
};

const en: PeopleWords = {
	people: "People",
	find: "Find by name",
	show: "Show",
	allShows: "All shows",
	role: "Role",
	allRoles: "Hosts and guests",
	roles: { host: "Host", guest: "Guest", assistant: "Assistant" },
	onlyIn: "Only people who are in now",
	nobody: "Nobody found. Hosts and guests appear here once they come in by a link.",
	more: "Show more",
	came: (when) => `came ${when}`,
	seen: (when) => `last seen ${when}`,
	isIn: "in now",
	blocked: "removed, link turned off",
	takeOut: "Take out",
	takeOutQuestion: (name) => `Take ${name} out of the show?`,
	takeOutOnly: "Take out, keep the link",
	takeOutAndBlock: "Take out and turn off the link",
	keep: "Cancel",
	letIn: "Let in again",
	letInQuestion: (name) => `Let the link of ${name} work again?`,
};

export const peopleWords = { zh, en };
