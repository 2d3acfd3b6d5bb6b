import { createBrowserRouter, Navigate } from "react-router";
import { Lost } from "./Lost";
import { ProjectShell } from "./ProjectShell";
import { AccountRoom } from "./rooms/account/AccountRoom";
import { AuditMode } from "./rooms/audit/AuditMode";
import { AuditRoom } from "./rooms/audit/AuditRoom";
import { DoubtfulRoom } from "./rooms/doubtful/DoubtfulRoom";
import { EffortRoom } from "./rooms/effort/EffortRoom";
import { ImagesRoom } from "./rooms/images/ImagesRoom";
import { ImportRoom } from "./rooms/import/ImportRoom";
import { KeysRoom } from "./rooms/keys/KeysRoom";
import { LabelRoom } from "./rooms/label/LabelRoom";
import { ModelsRoom } from "./rooms/models/ModelsRoom";
import { OverviewRoom } from "./rooms/overview/OverviewRoom";
import { NewProjectRoom } from "./rooms/projects/NewProjectRoom";
import { ProjectsRoom } from "./rooms/projects/ProjectsRoom";
import { SettingsRoom } from "./rooms/settings/SettingsRoom";
import { CertificateRoom } from "./rooms/promise/CertificateRoom";
import { PromiseRoom } from "./rooms/promise/PromiseRoom";
import { TracksRoom } from "./rooms/tracks/TracksRoom";
import { TrailRoom } from "./rooms/trail/TrailRoom";
import { TrainRoom } from "./rooms/train/TrainRoom";
import { WallRoom } from "./rooms/wall/WallRoom";

/** The studio's rooms and where they are. */
export const routes = createBrowserRouter([
  { path: "/", element: <ProjectsRoom />, errorElement: <Lost /> },
  { path: "/settings/keys", element: <KeysRoom /> },
  { path: "/account", element: <AccountRoom /> },
  { path: "/new", element: <NewProjectRoom /> },
  // Where the server's log sends whoever makes the first account; the form for it lies over every room.
  { path: "/setup", element: <Navigate to="/" replace /> },
  {
    path: "/p/:project",
    element: <ProjectShell />,
    errorElement: <Lost />,
    children: [
      { index: true, element: <OverviewRoom /> },
      { path: "import", element: <ImportRoom /> },
      { path: "images", element: <ImagesRoom /> },
      { path: "label/:image?", element: <LabelRoom /> },
      { path: "audit/wall", element: <WallRoom /> },
      { path: "audit/:image?", element: <AuditRoom /> },
      { path: "promise", element: <><AuditMode mode="promise" /><PromiseRoom /></> },
      { path: "promise/:certificate", element: <CertificateRoom /> },
      { path: "tracks", element: <><AuditMode mode="tracks" /><TracksRoom /></> },
      { path: "train", element: <TrainRoom /> },
      { path: "models/:model?", element: <ModelsRoom /> },
      { path: "doubtful", element: <DoubtfulRoom /> },
      { path: "effort", element: <EffortRoom /> },
      { path: "trail", element: <TrailRoom /> },
      { path: "settings", element: <SettingsRoom /> },
    ],
  },
  { path: "*", element: <Lost /> },
]);
