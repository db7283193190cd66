import { watchBase } from "./base";
import { firstToken } from "./token";

// The token is asked for before the page's own code is run: it is what the first picture waits for.
firstToken(watchBase()).catch(() => {});
