import { act, enter } from "./calls";

/** The browser knows passkeys, and their form in JSON (Web Authentication, Level 3). */
export const PASSKEYS = typeof PublicKeyCredential !== "undefined" && "parseCreationOptionsFromJSON" in PublicKeyCredential;

/** The person closed the browser's dialog, or has no passkey here. */
export class NoPasskey extends Error {}

/** Make a passkey for the admin who is signed in. Throws NoPasskey, and what `act` throws. */
export async function addPasskey(name: string): Promise<void> {
	const { Options } = await act("GetMyPasskeyOptions");
	const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(Options));
	const made = await navigator.credentials.create({ publicKey }).catch(refused);
	await act("AddMyPasskey", { Credential: (made as PublicKeyCredential).toJSON(), Name: name });
}

/** Sign in with a passkey. Throws NoPasskey, and what `enter` throws. */
export async function signInWithPasskey(): Promise<void> {
	const { Options } = await enter("GetPasskeyOptions");
	const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(Options));
	const found = await navigator.credentials.get({ publicKey }).catch(refused);
	await enter("SignInWithPasskey", { Credential: (found as PublicKeyCredential).toJSON() });
}

function refused(cause: unknown): never {
	throw new NoPasskey("the browser gave no passkey", { cause });
}
