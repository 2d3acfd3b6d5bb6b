import { clamp, image, view, type ImagePoint, type Rect, type Size, type ViewPoint } from "./points";

/** Share of the view that stays free around a fitted image. */
const Margin = 0.04;
/** At the closest zoom this many image pixels fill the view. */
const ClosestPixels = 25;

/** Where the image lies in the view: the one transform between the two spaces. Immutable. */
export class View {
  constructor(
    readonly image: Size,
    readonly size: Size,
    /** View pixels per image pixel. */
    readonly zoom: number,
    /** View position of the image's top left corner. */
    readonly left: number,
    readonly top: number,
  ) {}

  static fit(image: Size, size: Size): View {
    const zoom = View.fitZoom(image, size);
    return new View(image, size, zoom, (size.width - image.width * zoom) / 2, (size.height - image.height * zoom) / 2);
  }

  static fitZoom(image: Size, size: Size): number {
    const free = 1 - 2 * Margin;
    return Math.max(Math.min((size.width * free) / image.width, (size.height * free) / image.height), 1e-3);
  }

  toView(point: { readonly x: number; readonly y: number }): ViewPoint {
    return view(point.x * this.zoom + this.left, point.y * this.zoom + this.top);
  }

  rectToView(rect: Rect): Rect {
    const corner = this.toView(rect);
    return { x: corner.x, y: corner.y, width: rect.width * this.zoom, height: rect.height * this.zoom };
  }

  toImage(point: ViewPoint): ImagePoint {
    return image((point.x - this.left) / this.zoom, (point.y - this.top) / this.zoom);
  }

  /** A length in view pixels as image pixels. */
  length(viewPixels: number): number {
    return viewPixels / this.zoom;
  }

  panned(dx: number, dy: number): View {
    return new View(this.image, this.size, this.zoom, this.left + dx, this.top + dy).kept();
  }

  /** Zooms by a factor; what lies under `about` stays there. */
  zoomed(factor: number, about: ViewPoint): View {
    const fit = View.fitZoom(this.image, this.size);
    const closest = Math.max(Math.min(this.size.width, this.size.height) / ClosestPixels, fit);
    const zoom = clamp(this.zoom * factor, fit / 2, closest);
    const scale = zoom / this.zoom;
    return new View(
      this.image, this.size, zoom, about.x - (about.x - this.left) * scale, about.y - (about.y - this.top) * scale,
    ).kept();
  }

  fitted(): View {
    return View.fit(this.image, this.size);
  }

  /** Fills the view with a rectangle of the image and a quarter of surroundings. */
  showing(rect: Rect): View {
    const zoom = Math.min(this.size.width / (rect.width * 1.5), this.size.height / (rect.height * 1.5));
    const near = this.zoomed(zoom / this.zoom, view(this.size.width / 2, this.size.height / 2));
    const centre = near.toView({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });
    return near.panned(this.size.width / 2 - centre.x, this.size.height / 2 - centre.y);
  }

  resized(size: Size): View {
    if (this.isFit) return View.fit(this.image, size);
    const moved = new View(this.image, size, this.zoom, this.left, this.top);
    return moved.panned((size.width - this.size.width) / 2, (size.height - this.size.height) / 2);
  }

  get isFit(): boolean {
    const fit = View.fit(this.image, this.size);
    return Math.abs(fit.zoom - this.zoom) < 1e-6 && Math.abs(fit.left - this.left) < 1 && Math.abs(fit.top - this.top) < 1;
  }

  contains(rect: Rect): boolean {
    const r = this.rectToView(rect);
    return r.x >= -1 && r.y >= -1 && r.x + r.width <= this.size.width + 1 && r.y + r.height <= this.size.height + 1;
  }

  /** At least a strip of the image stays in sight, so that nobody loses it. */
  private kept(): View {
    const strip = 48;
    const left = clamp(this.left, strip - this.image.width * this.zoom, this.size.width - strip);
    const top = clamp(this.top, strip - this.image.height * this.zoom, this.size.height - strip);
    return left === this.left && top === this.top ? this : new View(this.image, this.size, this.zoom, left, top);
  }
}
