interface Line {
  readonly name: string;
  readonly color: string;
  readonly dashed: boolean;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const [Width, Height, Left, Bottom, Top, Right] = [440, 220, 40, 34, 10, 14];

/** Several curves over the unit square, told apart by dashes as well as by colour. */
export function Curves({ title, lines, xName, yName }: { readonly title: string; readonly lines: readonly Line[]; readonly xName: string; readonly yName: string }) {
  const x = (value: number) => Left + value * (Width - Left - Right);
  const y = (value: number) => Top + (1 - value) * (Height - Top - Bottom);
  return (
    <>
      <svg className="chart" viewBox={`0 0 ${Width} ${Height}`} role="img" aria-label={`${title}: ${lines.map((line) => line.name).join(", ")}`}>
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line className="axis" x1={Left} x2={Width - Right} y1={y(part)} y2={y(part)} />
            <text x={Left - 6} y={y(part) + 4} textAnchor="end">{part.toFixed(1)}</text>
            <text x={x(part)} y={Height - 18} textAnchor="middle">{part.toFixed(1)}</text>
          </g>
        ))}
        <text x={x(0.5)} y={Height - 3} textAnchor="middle">{xName}</text>
        <text transform={`rotate(-90) translate(${-y(0.5)} 10)`} textAnchor="middle">{yName}</text>
        {lines.map((line) => (
          <path key={line.name} className="curve" style={{ stroke: line.color }} strokeDasharray={line.dashed ? "5 4" : undefined}
            d={line.points.map((point, i) => `${i === 0 ? "M" : "L"}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`).join("")} />
        ))}
      </svg>
      <div className="legend">{lines.map((line) => <span key={line.name}><svg width="22" height="6" aria-hidden="true"><path d="M0 3H22" stroke={line.color} strokeWidth="2.5" strokeDasharray={line.dashed ? "5 4" : undefined} /></svg>{line.name}</span>)}</div>
    </>
  );
}
