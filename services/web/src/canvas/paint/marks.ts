import { inkOn } from "./ink";
import type { Rect, Size, ViewPoint } from "../space/points";

type Context = CanvasRenderingContext2D;

const Dark = "rgba(0,0,0,.55)";
const Light = "rgba(255,255,255,.75)";
/** View pixels of a dash, and of a dash with its gap; a side has so many dashes at most. */
const [DashLength, DashStep, MostDashes] = [7, 12, 48];

/** The rim of a line that stands out on any picture: dark around a bright colour, light around a dark one. */
const rims = new Map<string, string>();
function rimOf(color: string): string {
  let rim = rims.get(color);
  if (!rim) rims.set(color, rim = inkOn(color) === "#000" ? Dark : Light);
  return rim;
}

/** A line with its rim. Single rectangles: a browser without a GPU strokes a path of many ten times slower. */
export function outline(c: Context, { x, y, width, height }: Rect, color: string, line: number): void {
  for (const [style, lineWidth] of [[rimOf(color), line + 2.6], [color, line]] as const) {
    c.strokeStyle = style;
    c.lineWidth = lineWidth;
    c.strokeRect(x, y, width, height);
  }
}

/** The same, dashed. Dashes are filled one by one: the browser's own take ten times as long. */
export function dashed(c: Context, r: Rect, color: string, line: number): void {
  c.strokeStyle = rimOf(color);
  c.lineWidth = line + 2.6;
  c.strokeRect(r.x, r.y, r.width, r.height);
  c.fillStyle = color;
  const half = line / 2;
  alongSide(r.x, r.width, c.canvas.width, (at, length) => {
    c.fillRect(at, r.y - half, length, line);
    c.fillRect(at, r.y + r.height - half, length, line);
  });
  alongSide(r.y, r.height, c.canvas.height, (at, length) => {
    c.fillRect(r.x - half, at, line, length);
    c.fillRect(r.x + r.width - half, at, line, length);
  });
}

function alongSide(from: number, length: number, most: number, dash: (at: number, length: number) => void): void {
  const step = Math.max(DashStep, Math.min(length, most) / MostDashes);
  const filled = (step * DashLength) / DashStep;
  const start = from < 0 ? from + Math.floor(-from / step) * step : from;
  for (let at = start; at < Math.min(from + length, most); at += step) dash(at, Math.min(filled, from + length - at));
}

/** What lies below the line: its corners, faintly. */
export function ghost(c: Context, r: Rect, color: string): void {
  const arm = Math.min(12, r.width / 3, r.height / 3);
  const path = new Path2D();
  for (const [x, y, dx, dy] of [[r.x, r.y, 1, 1], [r.x + r.width, r.y, -1, 1], [r.x, r.y + r.height, 1, -1], [r.x + r.width, r.y + r.height, -1, -1]] as const) {
    path.moveTo(x + dx * arm, y);
    path.lineTo(x, y);
    path.lineTo(x, y + dy * arm);
  }
  c.globalAlpha = 0.75;
  for (const [style, width] of [["rgba(0,0,0,.6)", 4], [color, 2]] as const) {
    c.strokeStyle = style;
    c.lineWidth = width;
    c.stroke(path);
  }
  c.globalAlpha = 1;
}

/** What a press on takes a ghost. */
export function plus(c: Context, at: ViewPoint, radius: number, color: string): void {
  const arm = radius * 0.5;
  dot(c, at, radius, color);
  c.strokeStyle = inkOn(color);
  c.lineWidth = 2;
  c.beginPath();
  c.moveTo(at.x - arm, at.y);
  c.lineTo(at.x + arm, at.y);
  c.moveTo(at.x, at.y - arm);
  c.lineTo(at.x, at.y + arm);
  c.stroke();
}

export function dot(c: Context, at: ViewPoint, radius: number, color: string): void {
  c.beginPath();
  c.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  c.fillStyle = color;
  c.strokeStyle = "#14161c";
  c.lineWidth = 1.5;
  c.fill();
  c.stroke();
}

export function label(c: Context, text: string, x: number, y: number, most: number): void {
  c.font = "500 11px system-ui, sans-serif";
  const width = c.measureText(text).width + 10;
  const left = Math.min(x, most - width - 4);
  c.fillStyle = "rgba(16,18,24,.86)";
  c.beginPath();
  c.roundRect(left, y, width, 18, 4);
  c.fill();
  c.fillStyle = "#fff";
  c.textBaseline = "middle";
  c.fillText(text, left + 5, y + 9.5);
}

/** A hairline through the pointer with a gap where it is, so that it hides nothing there. */
export function crosshair(c: Context, { x, y }: ViewPoint, { width, height }: Size): void {
  const gap = 14;
  const path = new Path2D();
  for (const [x1, y1, x2, y2] of [[0, y, x - gap, y], [x + gap, y, width, y], [x, 0, x, y - gap], [x, y + gap, x, height]] as const) {
    path.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
    path.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
  }
  c.strokeStyle = "rgba(0,0,0,.35)";
  c.lineWidth = 2.5;
  c.stroke(path);
  c.strokeStyle = "rgba(255,255,255,.8)";
  c.lineWidth = 1;
  c.stroke(path);
}
