import { useLoaded } from "../ui/useLoaded";
import { Enter } from "./Enter";

const passwordDoor = () => import("./PasswordDoor");

/** Show the page that redeems a ticket. At the address of an assistant's account, show the page that asks for the password
 *  first. The server writes the account's door into the page. */
export function EnterPage() {
	const { door } = document.body.dataset;
	const PasswordDoor = useLoaded(door === undefined ? null : passwordDoor);
	if (door === undefined) return <Enter />;
	return PasswordDoor && <PasswordDoor door={door} />;
}
