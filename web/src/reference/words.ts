/** The API reference. */
interface ReferenceWords {
	apiTitle: string;
	apiText: string;
	apiDocument: string;
	apiFailed: { cause: string; cure: string };
}

const zh: ReferenceWords = {
	apiTitle: "接口文档",
	apiText: "这台服务器接受的全部签名调用。这里只能看，不能发：每次调用都要用你的密钥签名，SDK 会替你签。说明是英文的。",
	apiDocument: "同样的内容，给程序读（OpenAPI 3.1）",
	apiFailed: { cause: "现在连不上", cure: "接口列表加载失败。" },
};

const en: ReferenceWords = {
	apiTitle: "API reference",
	apiText:
		"Every signed call of this server. You can read it here, but not try it. Each call is signed with your access key, and the SDKs do that for you.",
	apiDocument: "The same for programs (OpenAPI 3.1)",
	apiFailed: { cause: "Can’t connect right now", cure: "The API list could not be loaded." },
};

export const referenceWords = { zh, en };
