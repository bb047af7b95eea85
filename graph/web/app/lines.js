// The lines of the picture, drawn and hit here: vis-network makes many objects of each, seconds where there are thousands.

import { paint } from "./looks.js";
import { shown } from "./shown.js";

const THIN = 0.4;
const NEAR = 7;
const CROWDED = 2000;

// Draw the lines in view, in the coordinates of the nodes; one of these is `scale` pixels long. While the picture `moves`
// it goes without where there are many.
export function drawLines(context, { scale, moves }) {
  if (moves && shown.edges.size > CROWDED) return;
  context.save();
  context.strokeStyle = paint.edge;
  context.globalAlpha = Math.max(0.15, Math.min(0.5, 15 / Math.sqrt(shown.edges.size)));
  for (const { a, b, width } of shown.edges) {
    context.lineWidth = Math.max(width, THIN / scale);
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
  }
  context.restore();
}

// The nearest of some edges to a point, if it is near; point and `scale` as above.
export function lineAt(point, edges, scale) {
  let nearest;
  let least = NEAR / scale;
  for (const edge of edges) {
    const away = distance(point, edge.a, edge.b) - edge.width / 2;
    if (away < least) [nearest, least] = [edge, away];
  }
  return nearest;
}

// From a point to a segment.
function distance({ x, y }, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const part = Math.max(0, Math.min(1, along));
  return Math.hypot(from.x + part * dx - x, from.y + part * dy - y);
}
