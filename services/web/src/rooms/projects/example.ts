import { api, ask } from "../../api/client";
import { texts } from "../../texts/en";

const Images = 32;
const [Width, Height] = [640, 480];

/** A project to try the studio on: washers and nuts on a belt, painted here and uploaded like anybody's photographs. */
export async function makeExample(): Promise<string> {
  const t = texts.example;
  const project = await ask(api.POST("/api/v1/projects", {
    params: { header: { "Idempotency-Key": crypto.randomUUID() } }, body: { name: t.name, task: "detection", labels: [t.washer, t.nut], settings: { automaticTraining: { enabled: true } } },
  }));
  const form = new FormData();
  for (let i = 0; i < Images; i++) form.append("files", await picture(), `belt-${String(i + 1).padStart(2, "0")}.jpg`);
  await ask(api.POST("/api/v1/projects/{project}/images", {
    params: { path: { project: project.id }, header: { "Idempotency-Key": crypto.randomUUID() } }, body: form as never, bodySerializer: (body) => body as never,
  }));
  return project.id;
}

async function picture(): Promise<Blob> {
  const canvas = Object.assign(document.createElement("canvas"), { width: Width, height: Height });
  const context = canvas.getContext("2d")!;
  belt(context);
  const taken: [number, number, number][] = [];
  for (let parts = 1 + Math.floor(Math.random() * 5); parts > 0; parts--) {
    const radius = 24 + Math.random() * 34;
    const [x, y] = [radius + Math.random() * (Width - 2 * radius), radius + Math.random() * (Height - 2 * radius)];
    // Parts may touch, never hide each other.
    if (taken.some(([otherX, otherY, other]) => Math.hypot(x - otherX, y - otherY) < radius + other)) continue;
    taken.push([x, y, radius]);
    part(context, x, y, radius, Math.random() < 0.5 ? 0 : 6);
  }
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob!), "image/jpeg", 0.9));
}

function belt(context: CanvasRenderingContext2D): void {
  const light = 70 + Math.random() * 60;
  const shade = context.createLinearGradient(0, 0, Width, Height);
  shade.addColorStop(0, `rgb(${light} ${light + 6} ${light + 4})`);
  shade.addColorStop(1, `rgb(${light - 40} ${light - 36} ${light - 34})`);
  context.fillStyle = shade;
  context.fillRect(0, 0, Width, Height);
  for (let i = 0; i < 1500; i++) {
    context.fillStyle = `rgb(255 255 255 / ${Math.random() * 7}%)`;
    context.fillRect(Math.random() * Width, Math.random() * Height, 1 + Math.random() * 3, 1 + Math.random() * 3);
  }
}

/** A ring of metal: round outside with 0 sides, else with corners. */
function part(context: CanvasRenderingContext2D, x: number, y: number, radius: number, sides: number): void {
  const turn = Math.random() * Math.PI;
  const metal = context.createRadialGradient(x - radius / 3, y - radius / 3, 2, x, y, radius);
  metal.addColorStop(0, "#f2f3f5");
  metal.addColorStop(1, sides === 0 ? "#8d939e" : "#b08d4f");
  context.save();
  context.shadowColor = "rgb(0 0 0 / 60%)";
  [context.shadowBlur, context.shadowOffsetX, context.shadowOffsetY] = [8, 3, 4];
  context.beginPath();
  if (sides === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  else for (let i = 0; i < sides; i++) context.lineTo(x + radius * Math.cos(turn + (i * 2 * Math.PI) / sides), y + radius * Math.sin(turn + (i * 2 * Math.PI) / sides));
  context.closePath();
  context.moveTo(x + radius * 0.45, y);
  context.arc(x, y, radius * 0.45, 0, 2 * Math.PI, true);
  context.fillStyle = metal;
  context.fill("evenodd");
  context.restore();
}
