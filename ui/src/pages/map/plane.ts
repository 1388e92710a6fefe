/** The plane a community is drawn on: places in millionths of a degree (WGS-84), points in pixels. Pure, so that it can be tested. */
import type { SpotView } from '../../api/client';

export interface Plane {
  centre: SpotView;
  /** Pixels for a metre. */
  scale: number;
  width: number;
  height: number;
}

const earth = 6_371_008.8;
/** Metres of a millionth of a degree of latitude. */
const step = (earth * Math.PI) / 180 / 1e6;
export const scales = { least: 0.002, most: 8 };

const bend = (plane: Plane) => Math.cos((plane.centre.lat / 1e6) * (Math.PI / 180));

export function toPoint(plane: Plane, spot: SpotView): { x: number; y: number } {
  const metre = step * plane.scale;
  return { x: plane.width / 2 + (spot.lon - plane.centre.lon) * metre * bend(plane), y: plane.height / 2 - (spot.lat - plane.centre.lat) * metre };
}

export function toSpot(plane: Plane, x: number, y: number): SpotView {
  const metre = step * plane.scale;
  const held = (value: number, most: number) => Math.max(-most, Math.min(most, Math.round(value)));
  return { lat: held(plane.centre.lat - (y - plane.height / 2) / metre, 89_000_000), lon: held(plane.centre.lon + (x - plane.width / 2) / (metre * bend(plane)), 180_000_000) };
}

/** Moves the plane by pixels. */
export function pan(plane: Plane, x: number, y: number): Plane {
  return { ...plane, centre: toSpot(plane, plane.width / 2 + x, plane.height / 2 + y) };
}

/** Comes closer by a factor; what lies at this point stays under it. */
export function zoom(plane: Plane, factor: number, x = plane.width / 2, y = plane.height / 2): Plane {
  const scale = Math.max(scales.least, Math.min(scales.most, plane.scale * factor));
  const still = toSpot(plane, x, y);
  const after = { ...plane, scale };
  const moved = toPoint(after, still);
  return pan(after, moved.x - x, moved.y - y);
}

/** Shows all of these places, with a margin; a single one with a kilometre around it. */
export function fit(plane: Plane, spots: readonly SpotView[]): Plane {
  if (spots.length === 0) return plane;
  const [lats, lons] = [spots.map((spot) => spot.lat), spots.map((spot) => spot.lon)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const centred = { ...plane, centre: { lat: Math.round((south + north) / 2), lon: Math.round((west + east) / 2) } };
  const high = Math.max((north - south) * step, 800);
  const wide = Math.max((east - west) * step * bend(centred), 800);
  const scale = 0.88 * Math.min(plane.width / wide, plane.height / high);
  return { ...centred, scale: Math.max(scales.least, Math.min(scales.most, scale)) };
}

/** Metres between two places, over a sphere: as the survey computes them. */
export function metres(a: SpotView, b: SpotView): number {
  const angle = (micro: number) => (micro / 1e6) * (Math.PI / 180);
  const half = (one: number) => Math.sin(one / 2) ** 2;
  const chord = half(angle(b.lat - a.lat)) + Math.cos(angle(a.lat)) * Math.cos(angle(b.lat)) * half(angle(b.lon - a.lon));
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(chord)));
}

export function length(line: readonly SpotView[]): number {
  return line.slice(1).reduce((sum, spot, at) => sum + metres(line[at] ?? spot, spot), 0);
}

/** Writes a place as it is typed. */
export function spotText(spot: SpotView): string {
  return `${(spot.lat / 1e6).toFixed(6)}, ${(spot.lon / 1e6).toFixed(6)}`;
}

/** Reads the points that can be read of a text being typed; whether all of it is right, Rust judges. */
export function rings(text: string): SpotView[][] {
  const lines = text.replaceAll(/[;；]/g, '\n').replaceAll(/[|｜]/g, '\n\n').split('\n');
  const found: SpotView[][] = [[]];
  for (const line of lines) {
    if (line.trim() === '') {
      if (found.at(-1)?.length) found.push([]);
      continue;
    }
    const [lat, lon] = line.split(/[,，]/).map(Number);
    if (lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180) found.at(-1)?.push({ lat: Math.round(lat * 1e6), lon: Math.round(lon * 1e6) });
  }
  return found.filter((ring) => ring.length > 0);
}

/** Adds a point at the end of a text of points. */
export function withPoint(text: string, spot: SpotView): string {
  const before = text.trimEnd();
  return before === '' ? spotText(spot) : `${before}\n${spotText(spot)}`;
}

/** Takes the last point away again. */
export function withoutLast(text: string): string {
  return text.trimEnd().replace(/(^|[\n;；|｜])[^\n;；|｜]*$/, '').trimEnd();
}

export interface Tile {
  address: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** No window shows more: beyond it something is wrong with the scale. */
const mostTiles = 96;

/** Lists the tiles of a map file that cover the plane. */
export function tilesOn(plane: Plane, file: { stamp: string; lowest: number; deepest: number }): Tile[] {
  const around = 2 * Math.PI * 6_378_137 * bend(plane);
  const wanted = Math.round(Math.log2((around * plane.scale) / 256));
  const deep = Math.max(file.lowest, Math.min(file.deepest, wanted, 22));
  const side = 2 ** deep;
  const column = (lon: number) => ((lon / 1e6 + 180) / 360) * side;
  const row = (lat: number) => {
    const angle = (lat / 1e6) * (Math.PI / 180);
    return ((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * side;
  };
  const spotAt = (x: number, y: number): SpotView => ({ lat: (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / side))) * 180e6) / Math.PI, lon: (x / side) * 360e6 - 180e6 });
  const [first, last] = [toSpot(plane, 0, 0), toSpot(plane, plane.width, plane.height)];
  const bound = (at: number) => Math.max(0, Math.min(side - 1, Math.floor(at)));
  const [west, east, north, south] = [bound(column(first.lon)), bound(column(last.lon)), bound(row(first.lat)), bound(row(last.lat))];
  if ((east - west + 1) * (south - north + 1) > mostTiles) return [];
  const tiles: Tile[] = [];
  for (let y = north; y <= south; y += 1) {
    for (let x = west; x <= east; x += 1) {
      const [corner, end] = [toPoint(plane, spotAt(x, y)), toPoint(plane, spotAt(x + 1, y + 1))];
      tiles.push({ address: `tile/${file.stamp}/${deep}/${x}/${y}`, x: corner.x, y: corner.y, width: end.x - corner.x, height: end.y - corner.y });
    }
  }
  return tiles;
}
