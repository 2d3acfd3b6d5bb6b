import { Journal } from "./Journal";
import { Saver } from "./Saver";
import { send } from "./send";

/** The one saver of this browser tab; rooms come and go, unsent work stays with it. */
export const saver = new Saver(await Journal.open(), send);

void saver.resume();
addEventListener("online", () => saver.flush());
document.addEventListener("visibilitychange", () => { if (document.hidden) saver.flush(); });
