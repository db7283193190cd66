import { expect, test } from "vitest";
import { auditCsv, cell } from "./auditCsv";
import { type AuditEvent, auditWords, said } from "./auditWords";
import { didWords } from "./didWords";

const event = (fields: Partial<AuditEvent>): AuditEvent => ({
	Time: Date.UTC(2026, 10, 28, 2, 0, 1),
	Kind: "remove",
	ActivityId: 7,
	Actor: "se_1",
	LinkId: "",
	SessionId: "se_2",
	Role: "guest",
	UserName: "陈一鸣",
	Device: "",
	AddressPrefix: "",
	Detail: "",
	ActorName: "林晓",
	ActivityName: "All hands",
	RequestId: "R1",
	...fields,
});

test("an event says who did what to whom", () => {
	expect(said(event({}), auditWords.en)).toBe("林晓 removed 陈一鸣");
	expect(said(event({}), auditWords.zh)).toBe("林晓 请出了 陈一鸣");
	expect(said(event({ ActorName: "" }), auditWords.en)).toBe("se_1 removed 陈一鸣");
	const opened = { Kind: "open", Actor: "", ActorName: "", UserName: "" };
	expect(said(event(opened), auditWords.en)).toBe("a guest opened a link");
	expect(said(event({ Kind: "new-kind", Detail: "x" }), auditWords.en)).toBe("林晓: new-kind (x)");
});

test("our own details are in the reader's language, and what people typed stays", () => {
	expect(said(event({ Kind: "redeem", Detail: "browser" }), auditWords.zh)).toBe("陈一鸣 进来了（浏览器）");
	expect(said(event({ Kind: "show-ended", Detail: "2 host sessions" }), auditWords.zh)).toBe("林晓 结束了直播（2 处主播登录）");
	expect(said(event({ Kind: "rename", Detail: "browser" }), auditWords.zh)).toBe("browser 改名为 陈一鸣");
	expect(said(event({ Kind: "refuse", Detail: "LinkExpired" }), auditWords.zh)).toBe("林晓 被拒绝（LinkExpired）");
	expect(Object.keys(auditWords.zh.details)).toEqual(Object.keys(auditWords.en.details));
});

test("every kind of the filter has its sentence in both languages", () => {
	for (const words of Object.values(auditWords)) {
		expect(Object.keys(words.said).sort()).toEqual(Object.keys(auditWords.zh.kinds).sort());
		expect(Object.keys(words.kinds).sort()).toEqual(Object.keys(words.said).sort());
	}
});

test("an event about an access key or an admin names it", () => {
	const key = event({ Kind: "key", UserName: "reports", Detail: "off AKLT7" });
	expect(said(key, auditWords.en)).toBe("林晓 turned off the access key AKLT7");
	expect(said(key, auditWords.zh)).toBe("林晓 停用了访问密钥 AKLT7");
	const admin = event({ Kind: "admin", UserName: "Mia", Detail: "now viewer" });
	expect(said(admin, auditWords.en)).toBe("林晓: made a viewer (admin Mia)");
	expect(said(admin, auditWords.zh)).toBe("林晓：改为只看（管理员 Mia）");
});

test("each write of the console has words in both languages, and an action without words keeps its name", () => {
	const sources = import.meta.glob<string>("./**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
	const called = Object.values(sources).flatMap((text) => [...text.matchAll(/\bact\("(\w+)"/g)].map(([, name]) => name ?? ""));
	const writes = [...new Set(called)].filter((name) => !/^(Get|List)/.test(name)).sort();
	expect(writes).toContain("EndShow");
	for (const words of Object.values(didWords)) expect(Object.keys(words).sort()).toEqual(writes);
	const by = (Detail: string) => event({ Kind: "console", Detail });
	expect(said(by("EndShow"), auditWords.zh)).toBe("林晓 结束了直播");
	expect(said(by("PutOther"), auditWords.en)).toBe("林晓 called PutOther in the console");
});

test("no cell is a formula, and quotes and lines stay in their cell", () => {
	for (const formula of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://evil.example","x")']) {
		expect(cell(formula).replace(/^"/, "")[0]).toBe("'");
	}
	expect(cell('say "hi", all')).toBe('"say ""hi"", all"');
	expect(cell("two\nlines")).toBe('"two\nlines"');
	expect(cell("1 = 1")).toBe("1 = 1");
});

test("the file has a line for each event, with the fields as they came", () => {
	const lines = auditCsv([event({ UserName: "=cmd" })], auditWords.en).split("\r\n");
	expect(lines[0]?.startsWith("\ufeffEvent,Time,Kind,Actor,ActorName,ActivityId")).toBe(true);
	expect(lines[1]).toBe("林晓 removed =cmd,2026-11-28T02:00:01.000Z,remove,se_1,林晓,7,All hands,,se_2,guest,'=cmd,,,,R1");
	expect(lines[2]).toBe("");
});
