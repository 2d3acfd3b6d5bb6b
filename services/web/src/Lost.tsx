import { Link } from "react-router";
import { NotThere } from "./parts/NotThere";
import { texts } from "./texts/en";
import { TopBar } from "./TopBar";

/** An address that leads nowhere, or a room that broke: what is kept, and the way back. */
export function Lost() {
  return (
    <div className="shell">
      <TopBar />
      <main id="room" tabIndex={-1}>
        <NotThere title={texts.errors.room} line={texts.errors.roomLine}><Link className="button primary" to="/">{texts.rooms.projects}</Link></NotThere>
      </main>
    </div>
  );
}

/** The address of a project that is gone or never was. */
export function NoProject() {
  return (
    <div className="shell">
      <TopBar />
      <main id="room" tabIndex={-1}>
        <NotThere title={texts.errors.noProject} line={texts.errors.noProjectLine}><Link className="button primary" to="/">{texts.rooms.projects}</Link></NotThere>
      </main>
    </div>
  );
}
