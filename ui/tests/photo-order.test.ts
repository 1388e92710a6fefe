import { describe, expect, it } from 'vitest';
import type { ReportPhotoView } from '../src/api/client';
import { ChosenPhotos, moved } from '../src/pages/report/photos.svelte';

const photo = (key: string, community: string): ReportPhotoView => ({ key, community, name: key, place: null, taken: null, indicators: [], thumb: null });
const found = [photo('a', 'wangjing'), photo('b', 'wangjing'), photo('c', 'wangjing'), photo('d', 'zgc')];

describe('the photos of a report', () => {
  const keys = (placed: readonly { photo: ReportPhotoView }[]) => placed.map((one) => one.photo.key).join('');

  it('move among those of their community alone: a report shows one community after the other', () => {
    const placed = found.map((one) => ({ photo: one, on: true }));
    expect(keys(moved(placed, 0, 1))).toBe('bacd');
    expect(keys(moved(placed, 2, 0))).toBe('cabd');
    expect(keys(moved(placed, 0, 3)), 'not past the last of its community').toBe('bcad');
    expect(keys(moved(placed, 3, 0)), 'nor before the first').toBe('abcd');
  });

  it('keep their order and choice; what comes later follows, off', () => {
    const chosen = new ChosenPhotos(() => 'scenario/1/');
    expect(chosen.keys).toEqual([]);
    const [a, b, , d] = chosen.arrange(found);
    if (!a || !b || !d) throw new Error('not arranged');
    chosen.choose([b, { ...a, on: false }, d]);
    expect(chosen.keys).toEqual(['b', 'd']);
    const again = chosen.arrange(found);
    expect(keys(again)).toBe('bacd');
    expect(again.map((one) => one.on)).toEqual([true, false, false, true]);
  });

  it('are chosen for one scenario, and all are shown in another', () => {
    let about = 'scenario/1/';
    const chosen = new ChosenPhotos(() => about);
    chosen.take(['c']);
    about = 'scenario/2/';
    expect([chosen.chosen, chosen.keys]).toEqual([false, []]);
    about = 'scenario/1/';
    expect(chosen.keys).toEqual(['c']);
    chosen.all();
    expect(chosen.chosen).toBe(false);
  });
});
