/** The part of the survey in memory that the map asks. */
import type * as B from '../src/api/client';
import { rings } from '../src/pages/map/plane';
import type { Memory } from './memory';

const centre = { lat: 39_998_000, lon: 116_475_000 };

function register(memory: Memory, key: string, field: string): B.FieldView<string> {
  return memory.field.view('outline', key).fields[field] ?? { heads: [], seen: [], conflict: false, draft: memory.drafts.get(`outline ${key} ${field}`) ?? null };
}

function marks(memory: Memory, community: string): B.MarkView[] {
  const near = (at: number) => ({ lat: centre.lat + ((at * 3_761) % 17_000) - 8_500, lon: centre.lon + ((at * 7_919) % 24_000) - 12_000 });
  const units = memory.units.filter((unit) => unit.community === community);
  const found: B.MarkView[] = units.map((unit, at) => ({ kind: 'unit', key: unit.key, name: memory.nameOfUnit(unit.key), at: near(at), done: at % 3 === 0, word: unit.list, thumb: null }));
  const photos = memory.photos.filter((photo) => photo.community === community).slice(0, 8);
  found.push(...photos.map((photo, at): B.MarkView => ({ kind: 'photo', key: photo.key, name: photo.name, at: near(at + 40), done: true, word: '2026-05-12T10:03:00+08:00', thumb: photo.thumb })));
  for (const [kind, field] of [['finding', 'text'], ['visit', 'date']] as const) {
    for (const [at, one] of memory.field.all(kind).entries()) {
      const text = (name: string) => one.fields[name]?.heads[0]?.value ?? '';
      found.push({ kind, key: one.key, name: text(field), at: near(at + (kind === 'visit' ? 60 : 70)), done: text('state') === 'solved', word: text('severity'), thumb: null });
    }
  }
  return found;
}

/** Answers a command of the map, or nothing where it is none of these. */
export function chart(name: string, args: any, memory: Memory): unknown {
  switch (name) {
    case 'chart': {
      const outline = register(memory, args.community, 'shape');
      const path = `new/${args.community}/${args.round}`;
      return {
        community: args.community,
        round: args.round,
        centre,
        outline,
        centreField: register(memory, args.community, 'centre'),
        rings: rings(outline.heads[0]?.value ?? ''),
        paths: memory.field.all('path').map((one) => ({ key: one.key, name: one.fields['text']?.heads[0]?.value ?? '', points: rings(one.fields['line']?.heads[0]?.value ?? '')[0] ?? [], metres: 1_284 })),
        newPath: { heads: [], seen: [], conflict: false, draft: memory.drafts.get(`path ${path} line`) ?? null },
        marks: marks(memory, args.community),
        unplaced: 2,
      } satisfies B.ChartView;
    }
    case 'read_outline':
      return { text: '39.990000, 116.463000; 39.990000, 116.487000; 40.006000, 116.487000; 40.006000, 116.463000', points: 12_431, kept: 4, metres: 2 } satisfies B.OutlineRead;
    case 'spot_texts':
      return { wgs84: args.text, gcj02: '39.902450, 116.427030' } satisfies B.SpotTexts;
    case 'tiles':
      return memory.tiles;
    case 'lay_tiles':
      memory.tiles = args.path === null ? null : { name: '街区图', path: args.path, lowest: 10, deepest: 16, stamp: '0123456789abcdef' };
      return memory.tiles;
    case 'choose_map':
      return `/home/wang/地图/望京.${args.kind}`;
    default:
      return undefined;
  }
}
