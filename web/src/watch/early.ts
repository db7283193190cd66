import { pageBase } from "../net/base";
import { firstToken } from "./token";

// Asks for the token before the page's own code runs: the first picture waits for it.
firstToken(pageBase()).catch(() => {});
