import { ApiError, mayPass } from "../net/call";
import { NoPasskey } from "./passkey";
import { PastTime } from "./time";
import type { consoleWords } from "./words";

/** Why the server refused what an admin did: the name of its words. */
export type Refused = keyof (typeof consoleWords)["en"]["refused"];

const REASONS: Record<string, Refused> = {
	WrongPassword: "WrongPassword",
	WrongPasskey: "WrongPasskey",
	"FlowLimitExceeded.WrongPasswords": "tooMany",
	"InvalidParameter.Password": "weak",
	"InvalidParameter.Name": "name",
	"InvalidParameter.UserName": "name",
	"InvalidParameter.ExpireTime": "ahead",
	/** Any other parameter. */
	InvalidParameter: "input",
	ResourceNotFound: "gone",
	"ResourceConflict.AdminName": "taken",
	"ResourceConflict.LastOwner": "lastOwner",
	"ResourceConflict.LastWayIn": "lastWayIn",
	"ResourceConflict.TooMany": "many",
	"ResourceConflict.ShowSettings": "changed",
	AccessDenied: "denied",
};

/** Say why a call failed; null for an error of the page itself. */
export function reasonOf(error: unknown): Refused | null {
	if (error instanceof NoPasskey) return "WrongPasskey";
	if (error instanceof PastTime) return "past";
	if (error instanceof ApiError) return REASONS[error.code] ?? REASONS[error.code.split(".")[0] ?? ""] ?? "failed";
	return mayPass(error) ? "failed" : null;
}
