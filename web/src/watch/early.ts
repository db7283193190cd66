import { keepsCookies } from "../browser/cookies";
import { pageBase } from "../net/base";
import { loadProgram } from "./load";
import { firstToken, shown } from "./token";

// Asks for the token before the page's own code runs: the first picture waits for it.
// Without cookies the server would count a new viewer at each call, and let none of them in.
if (keepsCookies() && shown() !== "no") {
	firstToken(pageBase()).catch(() => {});
	if (shown() === "yes") loadProgram().catch(() => {});
}
