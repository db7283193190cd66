/** The words of the pages of access keys and of admins. */
interface AdminWords {
	keys: string;
	keysText: string;
	keyName: string;
	newKey: string;
	onlyNow: string;
	keyId: string;
	secret: string;
	copyId: string;
	copySecret: string;
	copy: string;
	done: string;
	noName: string;
	made: (when: string) => string;
	used: (when: string) => string;
	neverUsed: string;
	expires: (when: string) => string;
	off: string;
	limited: string;
	subAccount: (name: string) => string;
	turnOff: string;
	turnOffQuestion: (name: string) => string;
	turnOn: string;
	anew: string;
	anewQuestion: (name: string) => string;
	remove: string;
	removeKeyQuestion: (name: string) => string;
	keep: string;
	admins: string;
	adminsText: string;
	adminName: string;
	role: string;
	roles: Record<"owner" | "operator" | "viewer", string>;
	invite: string;
	linkFor: (name: string) => string;
	linkText: string;
	copyLink: string;
	you: string;
	signedIn: (when: string) => string;
	neverIn: string;
	browsers: (number: number) => string;
	ways: (password: boolean, passkeys: number) => string;
	newLink: string;
	newLinkQuestion: (name: string) => string;
	signOut: string;
	signOutQuestion: (name: string) => string;
	removeAdmin: string;
	removeQuestion: (name: string) => string;
}

const zh: AdminWords = {
	keys: "访问密钥",
	keysText: "给你自己的系统调用接口用。停用或删除后，最多五秒全部服务器生效。",
	keyName: "名字，比如用在哪里",
	newKey: "新建密钥",
	onlyNow: "密钥只显示这一次，请现在保存。",
	keyId: "AccessKeyId",
	secret: "SecretAccessKey",
	copyId: "复制 AccessKeyId",
	copySecret: "复制 SecretAccessKey",
	copy: "复制",
	done: "我保存好了",
	noName: "没有名字",
	made: (when) => `${when} 创建`,
	used: (when) => `最后使用：${when}`,
	neverUsed: "还没用过",
	expires: (when) => `${when} 到期`,
	off: "已停用",
	limited: "权限受限",
	subAccount: (name) => `子账号 ${name}`,
	turnOff: "停用",
	turnOffQuestion: (name) => `停用“${name}”吗？用它的系统会立刻调不通接口。`,
	turnOn: "启用",
	anew: "换一个",
	anewQuestion: (name) => `给“${name}”换一个新密钥吗？旧的继续能用，等系统换好以后再停用。`,
	remove: "删除",
	removeKeyQuestion: (name) => `删除“${name}”吗？不能恢复。`,
	keep: "取消",
	admins: "管理员",
	adminsText: "能登录这个控制台的人。",
	adminName: "名字",
	role: "角色",
	roles: { owner: "所有者：什么都能做", operator: "操作员：管直播、链接和人", viewer: "只看" },
	invite: "添加管理员",
	linkFor: (name) => (name ? `给 ${name} 的登录链接` : "登录链接"),
	linkText: "只显示这一次。一小时内有效，只能用一次。请单独发给本人。",
	copyLink: "复制登录链接",
	you: "你",
	signedIn: (when) => `最近登录：${when}`,
	neverIn: "还没登录过",
	browsers: (number) => `${number} 个浏览器在登录`,
	ways: (password, passkeys) =>
		[password && "有密码", passkeys > 0 && `${passkeys} 个通行密钥`].filter(Boolean).join("，") || "没有登录方式",
	newLink: "新登录链接",
	newLinkQuestion: (name) => `给“${name}”一个新的登录链接吗？之前没用的链接会失效。`,
	signOut: "退出所有浏览器",
	signOutQuestion: (name) => `让“${name}”从所有浏览器退出吗？`,
	removeAdmin: "移除",
	removeQuestion: (name) => `移除“${name}”吗？会立刻退出，不能再登录。`,
};

const en: AdminWords = {
	keys: "Access keys",
	keysText: "For your own systems that call the API. A change reaches all servers within five seconds.",
	keyName: "Name, such as where it is used",
	newKey: "New key",
	onlyNow: "The secret is shown this once. Save it now.",
	keyId: "AccessKeyId",
	secret: "SecretAccessKey",
	copyId: "Copy AccessKeyId",
	copySecret: "Copy SecretAccessKey",
	copy: "Copy",
	done: "I saved it",
	noName: "Without a name",
	made: (when) => `made ${when}`,
	used: (when) => `last used ${when}`,
	neverUsed: "never used",
	expires: (when) => `until ${when}`,
	off: "off",
	limited: "limited rights",
	subAccount: (name) => `sub-account ${name}`,
	turnOff: "Turn off",
	turnOffQuestion: (name) => `Turn off ${name}? The systems that use it can make no more calls.`,
	turnOn: "Turn on",
	anew: "Replace",
	anewQuestion: (name) => `Make a new key for ${name}? The old one works on. Turn it off once your systems have the new one.`,
	remove: "Delete",
	removeKeyQuestion: (name) => `Delete ${name}? This cannot be undone.`,
	keep: "Cancel",
	admins: "Admins",
	adminsText: "The people who may sign in to this console.",
	adminName: "Name",
	role: "Role",
	roles: { owner: "Owner: everything", operator: "Operator: shows, links, people", viewer: "Viewer: only look" },
	invite: "Add an admin",
	linkFor: (name) => (name ? `Sign-in link for ${name}` : "Sign-in link"),
	linkText: "It is shown this once. It works once, within an hour. Send it to that person alone.",
	copyLink: "Copy the sign-in link",
	you: "you",
	signedIn: (when) => `last signed in ${when}`,
	neverIn: "never signed in",
	browsers: (number) => (number === 1 ? "in 1 browser now" : `in ${number} browsers now`),
	ways: (password, passkeys) =>
		[password && "password", passkeys > 0 && `${passkeys} passkey${passkeys > 1 ? "s" : ""}`].filter(Boolean).join(", ") ||
		"no way to sign in",
	newLink: "New sign-in link",
	newLinkQuestion: (name) => `Make a new sign-in link for ${name}? Older ones end.`,
	signOut: "Sign out everywhere",
	signOutQuestion: (name) => `Sign ${name} out of all browsers?`,
	removeAdmin: "Remove",
	removeQuestion: (name) => `Remove ${name}? They are signed out at once and cannot sign in again.`,
};

export const adminWords = { zh, en };
