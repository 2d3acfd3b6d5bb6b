import { useEffect } from "react";
import { api, ask } from "../../api/client";
import { useSession } from "../../api/queries";
import { adopt, hearPreferences, preferences, type Preferences } from "../../preferences/preferences";

/** Keys and switches go with the person: read when somebody signs in, written when they change. Without accounts they stay in the browser. */
export function PreferencesOfAccount() {
  const name = useSession().data?.user?.name;
  useEffect(() => {
    if (name === undefined) return;
    // Not kept there now: they are kept here, and the next change is sent with all of them.
    const keep = (now: Preferences) => void ask(api.PUT("/api/v1/session/preferences", { body: now as never })).catch(() => undefined);
    void ask(api.GET("/api/v1/session/preferences")).then((known) => {
      const kept = known as unknown as Partial<Preferences>;
      Object.keys(kept).length > 0 ? adopt(kept) : keep(preferences());
    }, () => undefined);
    return hearPreferences(keep);
  }, [name]);
  return null;
}
