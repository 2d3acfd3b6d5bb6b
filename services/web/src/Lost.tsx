import { Link } from "react-router";
import { Icon } from "./parts/Icon";
import { texts } from "./texts/en";
import { TopBar } from "./TopBar";

/** An address that leads nowhere, or a room that broke: what is kept, and the way back. */
export function Lost() {
  return (
    <div className="shell">
      <TopBar />
      <main id="room" className="empty" tabIndex={-1}>
        <Icon name="search" size={48} />
        <h1>{texts.errors.room}</h1>
        <p className="muted">{texts.errors.roomLine}</p>
        <div className="row"><Link className="button primary" to="/">{texts.rooms.projects}</Link></div>
      </main>
    </div>
  );
}
