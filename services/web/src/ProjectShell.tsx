import { NavLink, Outlet, useLocation, useNavigate, useOutletContext, useParams } from "react-router";
import { useMay, useProject } from "./api/queries";
import type { Project } from "./api/types";
import { ProjectCommands } from "./commands/ProjectCommands";
import { NextBar } from "./next/NextBar";
import { NoProject } from "./Lost";
import { OnlyLook } from "./parts/ForRole";
import { isNotThere } from "./parts/NotThere";
import { Problem } from "./parts/Problem";
import { useFileDrop } from "./parts/useFileDrop";
import { waitingFiles } from "./rooms/import/waiting";
import { texts } from "./texts/en";
import { TopBar } from "./TopBar";

const Rooms = ["import", "images", "label", "audit", "train", "models", "doubtful", "effort", "trail", "settings"] as const;

/** Rooms of their own that are found under Audit. */
const WaysToAudit: ReadonlySet<string> = new Set(["promise", "tracks"]);

/** The frame of a project's rooms: names of the rooms, the next step, the receipt. */
export function ProjectShell() {
  const { project: id } = useParams() as { project: string };
  const [room = "", image] = useLocation().pathname.split("/").slice(3);
  const may = useMay("annotate");
  const project = useProject(id);
  const navigate = useNavigate();
  // The import room takes them itself.
  const isOver = useFileDrop(room === "import" || !may ? null : (files) => { waitingFiles.put(files); void navigate(`/p/${id}/import`); });
  if (isNotThere(project.error)) return <NoProject />;
  // One image can be looked at; a queue of them cannot be handed out.
  const isOneImage = image !== undefined && image !== "wall" && project.data?.task !== "classification";
  const isOnlyWork = !may && (room === "import" || ((room === "label" || room === "audit") && !isOneImage));
  const isFull = !isOnlyWork && (room === "label" || room === "audit");
  return (
    <div className={`shell${isFull ? " full" : ""}${isOver ? " over" : ""}`}>
      <TopBar>
        <NavLink className="crumb cut" style={{ color: "inherit", textDecoration: "none" }} to={`/p/${id}`} end>{project.data?.name ?? (project.error ? "" : texts.common.loading)}</NavLink>
        <nav className="rooms grow" aria-label={texts.rooms.main}>
          <NavLink to={`/p/${id}`} end>{texts.rooms.overview}</NavLink>
          {Rooms.map((name) => (
            <NavLink key={name} to={`/p/${id}/${name}`} {...(name === "audit" && WaysToAudit.has(room) ? { "aria-current": "page", className: "here" } : {})}>{texts.rooms[name]}</NavLink>
          ))}
        </nav>
        <ProjectCommands project={id} rooms={Rooms} />
      </TopBar>
      {project.data && <NextBar project={project.data} room={room} />}
      <main id="room" tabIndex={-1} style={isFull ? { display: "contents" } : undefined}>
        {project.error && <div className="page"><Problem error={project.error} onRetry={() => void project.refetch()} /></div>}
        {project.data && (isOnlyWork ? <OnlyLook project={id} /> : <Outlet context={project.data} key={id} />)}
      </main>
    </div>
  );
}

/** The project that a room stands in. */
export const useRoomProject = (): Project => useOutletContext<Project>();
