import "../ui/base.css";
import { begin } from "../watch/early";
import { patiently } from "../watch/load";

/** Milliseconds for which the page's own code leaves the processor to the connection. */
const HEAD_START_MS = 500;

const begun = begin().catch(() => {});
const waited = new Promise((done) => setTimeout(done, HEAD_START_MS));
void Promise.race([begun, waited]).then(() => patiently(() => import("../watch/start")));
