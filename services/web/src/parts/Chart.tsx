interface Point {
  readonly x: number;
  readonly y: number;
}

interface Props {
  readonly title: string;
  readonly points: readonly Point[];
  readonly yMax?: number;
  readonly xMax?: number;
  readonly xName: string;
  readonly format?: (y: number) => string;
}

const [Width, Height, Left, Bottom, Top] = [440, 190, 40, 24, 10];

/** A line over two axes; its last value stands at its end, and in words for those who do not see it. */
export function Chart({ title, points, yMax, xMax, xName, format = (y) => y.toFixed(2) }: Props) {
  const most = { x: xMax ?? Math.max(...points.map((p) => p.x), 1), y: yMax ?? (Math.max(...points.map((p) => p.y), 0) * 1.1 || 1) };
  const least = Math.min(...points.map((p) => p.x), xMax === undefined ? most.x : 0);
  const x = (value: number) => Left + ((value - least) / Math.max(most.x - least, 1e-9)) * (Width - Left - 44);
  const y = (value: number) => Top + (1 - Math.min(value / most.y, 1)) * (Height - Top - Bottom);
  const path = points.map((p, i) => `${i === 0 ? "M" : "L"}${x(p.x).toFixed(1)} ${y(p.y).toFixed(1)}`).join("");
  const last = points.at(-1);
  return (
    <svg className="chart" viewBox={`0 0 ${Width} ${Height}`} role="img" aria-label={`${title}${last ? `: ${format(last.y)}` : ""}`}>
      {[0, 0.5, 1].map((part) => (
        <g key={part}>
          <line className="axis" x1={Left} x2={Width - 44} y1={y(most.y * part)} y2={y(most.y * part)} />
          <text x={Left - 6} y={y(most.y * part) + 4} textAnchor="end">{format(most.y * part)}</text>
        </g>
      ))}
      <text x={(Left + Width - 44) / 2} y={Height - 4} textAnchor="middle">{xName}</text>
      {most.x > least && [least, most.x].map((value) => <text key={value} x={x(value)} y={Height - 4} textAnchor="middle">{Number(value.toFixed(2))}</text>)}
      {last && points.length > 1 && <path className="area" d={`${path}L${x(last.x)} ${y(0)}L${x(points[0]!.x)} ${y(0)}Z`} />}
      <path className="curve" d={path} />
      {last && <circle cx={x(last.x)} cy={y(last.y)} r={3.5} fill="var(--accent)" />}
      {last && <text x={x(last.x) + 7} y={y(last.y) + 4} style={{ fill: "var(--ink)", fontWeight: 600 }}>{format(last.y)}</text>}
    </svg>
  );
}
