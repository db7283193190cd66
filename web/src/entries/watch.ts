import "../ui/base.css";
import { begin } from "../watch/early";
import { patiently } from "../watch/load";

/** For so long (milliseconds) the page's own code leaves the processor to the connection. It comes sooner with the picture. */
const HEAD_START_MS = 1000;

const waited = new Promise((done) => setTimeout(done, HEAD_START_MS));
void Promise.race([begin(), waited]).then(() => patiently(() => import("../watch/start")));
