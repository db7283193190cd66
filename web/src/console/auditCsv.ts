import { type AuditEvent, type AuditWords, said } from "./auditWords";

const BOM = "\ufeff";
/** The start of a cell that a spreadsheet takes for a formula (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r\n]/;

/** Write events as CSV (RFC 4180): the time in UTC, the event in words, and each field as it came. Excel needs the mark
 *  at the start to read Chinese. */
export function auditCsv(events: readonly AuditEvent[], words: AuditWords): string {
	const fields = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
	const lines = events.map((event) => [said(event, words), ...fields.map((field) => FIELDS[field](event))]);
	return BOM + [["Event", ...fields], ...lines].map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

const FIELDS = {
	Time: (event: AuditEvent) => new Date(event.Time).toISOString(),
	Kind: (event: AuditEvent) => event.Kind,
	Actor: (event: AuditEvent) => event.Actor,
	ActorName: (event: AuditEvent) => event.ActorName,
	ActivityId: (event: AuditEvent) => (event.ActivityId ? String(event.ActivityId) : ""),
	ActivityName: (event: AuditEvent) => event.ActivityName,
	LinkId: (event: AuditEvent) => event.LinkId,
	SessionId: (event: AuditEvent) => event.SessionId,
	Role: (event: AuditEvent) => event.Role,
	UserName: (event: AuditEvent) => event.UserName,
	Device: (event: AuditEvent) => event.Device,
	AddressPrefix: (event: AuditEvent) => event.AddressPrefix,
	Detail: (event: AuditEvent) => event.Detail,
	RequestId: (event: AuditEvent) => event.RequestId,
} as const;

/** Write a cell. A quote before a formula makes it text in a spreadsheet. */
export function cell(text: string): string {
	const harmless = FORMULA.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
