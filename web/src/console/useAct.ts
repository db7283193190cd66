import { useCallback, useState } from "react";
import { ApiError, mayPass } from "../net/call";
import { useCrash } from "../ui/useCrash";
import { NoPasskey } from "./passkey";
import { PastTime } from "./time";
import type { consoleWords } from "./words";

export type Refused = keyof (typeof consoleWords)["en"]["refused"];

interface Acting {
	busy: boolean;
	/** Why the last try failed; null when it did not. */
	refused: Refused | null;
	/** Run one piece of work at a time. */
	run: (work: () => Promise<void>) => void;
}

/** Run what a button does, and keep why it failed. `onOut` hears that the admin is signed out. */
export function useAct(onOut: () => void = () => {}): Acting {
	const [busy, setBusy] = useState(false);
	const [refused, setRefused] = useState<Refused | null>(null);
	const crash = useCrash();
	const run = useCallback(
		(work: () => Promise<void>) => {
			setBusy(true);
			setRefused(null);
			work()
				.catch((error: unknown) => {
					if (error instanceof ApiError && error.code === "SignedOut") return onOut();
					const reason = reasonOf(error);
					if (reason === null) return crash(error);
					setRefused(reason);
				})
				.finally(() => setBusy(false));
		},
		[onOut, crash],
	);
	return { busy, refused, run };
}

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
