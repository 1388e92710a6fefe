/** The map: its plane, and the way through the page by keyboard. */
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { fit, length, metres, pan, rings, tilesOn, toPoint, toSpot, withoutLast, withPoint, zoom, type Plane } from '../src/pages/map/plane';
import { Memory } from './memory';
import { find, open, press, settle, type, type Opened } from './window';

const wangjing = { lat: 40_000_000, lon: 116_470_000 };
const plane: Plane = { centre: wangjing, scale: 0.2, width: 800, height: 500 };

describe('the plane', () => {
  it('gives a place back where it was drawn', () => {
    const spot = { lat: 40_003_210, lon: 116_465_432 };
    const { x, y } = toPoint(plane, spot);
    expect(toSpot(plane, x, y)).toEqual(spot);
    expect(x).toBeLessThan(400);
    expect(y).toBeLessThan(250);
  });

  it('measures as the survey does', () => {
    expect(metres(wangjing, { ...wangjing, lat: 40_010_000 })).toBeCloseTo(1111.95, 1);
    expect(metres(wangjing, { ...wangjing, lon: 116_480_000 })).toBeCloseTo(851.8, 0);
    expect(length([wangjing, { ...wangjing, lat: 40_010_000 }, wangjing])).toBeCloseTo(2223.9, 1);
    // A hundred pixels at a fifth of a pixel a metre are five hundred metres.
    expect(metres(toSpot(plane, 400, 250), toSpot(plane, 500, 250))).toBeCloseTo(500, 0);
  });

  it('comes closer to the point under the hand', () => {
    const under = toSpot(plane, 700, 100);
    const closer = zoom(plane, 2, 700, 100);
    expect(closer.scale).toBeCloseTo(0.4);
    expect(Math.abs(toPoint(closer, under).x - 700)).toBeLessThan(0.5);
    expect(zoom(plane, 1e9).scale).toBe(8);
    expect(pan(plane, 50, 0).centre.lon).toBeGreaterThan(wangjing.lon);
  });

  it('shows all that is asked for', () => {
    const spots = [{ lat: 39_980_000, lon: 116_450_000 }, { lat: 40_020_000, lon: 116_500_000 }];
    const fitted = fit(plane, spots);
    for (const spot of spots) {
      const { x, y } = toPoint(fitted, spot);
      expect(x > 0 && x < 800 && y > 0 && y < 500).toBe(true);
    }
    expect(fit(plane, [])).toBe(plane);
  });

  it('covers the window with tiles that meet', () => {
    const tiles = tilesOn(plane, { stamp: 's', lowest: 3, deepest: 18 });
    expect(tiles.length).toBeGreaterThan(3);
    const left = Math.min(...tiles.map((tile) => tile.x));
    const right = Math.max(...tiles.map((tile) => tile.x + tile.width));
    expect(left).toBeLessThanOrEqual(0);
    expect(right).toBeGreaterThanOrEqual(800);
    // 40 N, 116.47 E at zoom 14, as every web map counts it.
    const known = tilesOn({ ...plane, width: 2, height: 2, scale: 0.15 }, { stamp: 's', lowest: 14, deepest: 14 });
    expect(known.map((tile) => tile.address)).toEqual(['tile/s/14/13492/6202']);
    expect(tilesOn({ ...plane, scale: 0.002 }, { stamp: 's', lowest: 18, deepest: 18 })).toEqual([]);
  });

  it('reads points as they are typed, and takes them away again', () => {
    expect(rings('40, 116.47\n40.01，116.47；40.01,116.48 | 40,116\n\nnonsense\n40,11')).toEqual([
      [wangjing, { lat: 40_010_000, lon: 116_470_000 }, { lat: 40_010_000, lon: 116_480_000 }],
      [{ lat: 40_000_000, lon: 116_000_000 }],
      [{ lat: 40_000_000, lon: 11_000_000 }],
    ]);
    const two = withPoint(withPoint('', wangjing), { lat: 40_010_000, lon: 116_480_000 });
    expect(two).toBe('40.000000, 116.470000\n40.010000, 116.480000');
    expect(withoutLast(two)).toBe('40.000000, 116.470000');
    expect(withoutLast(withoutLast(two))).toBe('');
  });
});

let opened: Opened | null = null;

afterEach(async () => {
  await opened?.close();
  opened = null;
});

function choose(tool: string) {
  find<HTMLElement>(`main input[value="${tool}"]`).click();
}

describe('the map', () => {
  it('takes an outline by keyboard alone, and keeps what is not saved as a draft', async () => {
    opened = await open('#/map/wangjing');
    const { memory } = opened;
    choose('outline');
    await settle();
    const chart = find('[role=application]');
    chart.focus();
    for (const way of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) {
      press('Enter');
      press(way);
    }
    press('Enter');
    press('Backspace');
    await settle();
    await new Promise((done) => setTimeout(done, 300));
    expect(memory.drafts.get('outline wangjing shape')?.split('\n')).toHaveLength(3);
    find<HTMLFormElement>('aside form').requestSubmit();
    await settle();
    const shape = memory.field.view('outline', 'wangjing').fields['shape']?.heads[0]?.value ?? '';
    expect(rings(shape)[0]).toHaveLength(3);
    expect(memory.drafts.size).toBe(0);
  });

  it('records a walk with its name, and shows how long it is', async () => {
    opened = await open('#/map/wangjing');
    choose('path');
    await settle();
    find<HTMLTextAreaElement>('aside textarea').focus();
    type('40.0, 116.47\n40.01, 116.47');
    await settle();
    expect(find('output').textContent).toContain('1,112');
    find<HTMLFormElement>('aside form').requestSubmit();
    await settle();
    expect(find('aside [role=alert]').textContent).toContain('名称');
    find<HTMLInputElement>('aside input').focus();
    type('地铁站到公园');
    find<HTMLFormElement>('aside form').requestSubmit();
    await settle();
    const fields = opened.memory.field.all('path')[0]?.fields;
    expect(fields?.['text']?.heads[0]?.value).toBe('地铁站到公园');
    expect(rings(fields?.['line']?.heads[0]?.value ?? '')[0]).toHaveLength(2);
    expect(find<HTMLTextAreaElement>('aside textarea').value).toBe('');
    expect(opened.memory.drafts.size).toBe(0);
  });

  it('counts what lies within walking distance of a point', async () => {
    opened = await open('#/map/wangjing', new Memory().fill(0.2));
    choose('rings');
    await settle();
    find('[role=application]').focus();
    press('Enter');
    await settle();
    const rows = [...document.querySelectorAll('aside tbody tr')].map((row) => Number(row.lastElementChild?.textContent));
    expect(rows).toHaveLength(4);
    expect([...rows].sort((a, b) => a - b)).toEqual(rows);
    expect(rows[3]).toBeGreaterThan(0);
    expect(document.querySelectorAll('.ring')).toHaveLength(4);
  });

  it('gives coordinates of Chinese map services only where they are asked for', async () => {
    opened = await open('#/map/wangjing', new Memory().fill(0.2));
    find<HTMLElement>('[data-list]').click();
    await settle();
    const field = () => find<HTMLInputElement>('aside input[readonly]').value;
    expect(field()).toMatch(/^\d\d\.\d{6}, 116\./);
    find<HTMLElement>('aside input[value="gcj02"]').click();
    await settle();
    expect(field()).toBe('39.902450, 116.427030');
    expect(opened.memory.calls.filter((one) => one.name === 'set_entity')).toHaveLength(0);
  });

  it('puts a unit, a finding and a visit under the cross by keyboard, one change each', async () => {
    const memory = new Memory().fill(0.2);
    memory.field.set('visit', 'v1', 'community', 'wangjing');
    memory.field.set('visit', 'v1', 'round', '1');
    memory.field.set('visit', 'v1', 'date', '2026-05-12');
    opened = await open('#/map/wangjing', memory);
    choose('place');
    await settle();
    const put = async (kind: string, key: string | null) => {
      choose(kind);
      await settle();
      if (key !== '') {
        find<HTMLElement>(key ? `[data-thing="${key}"]` : '[data-thing]').click();
        await settle();
      }
      find('[role=application]').focus();
      press('ArrowRight');
      press('Enter');
      await settle();
    };
    await put('unit', null);
    const placed = memory.calls.filter((one) => one.name === 'set_unit_position');
    expect(placed).toHaveLength(1);
    await put('visit', 'v1');
    expect(memory.field.view('visit', 'v1').fields['position']?.heads[0]?.value).toMatch(/^\d\d\.\d{6}, 116\./);
    choose('finding');
    await settle();
    find<HTMLInputElement>('aside input[type=text]').focus();
    type('路灯不亮');
    await put('finding', '');
    const finding = memory.field.all('finding').find((one) => one.fields['text']?.heads[0]?.value === '路灯不亮');
    expect(finding?.fields['position']?.heads[0]?.value).toMatch(/^\d\d\.\d{6}, 116\./);
  });

  it('moves a thing that lies on the map', async () => {
    opened = await open('#/map/wangjing', new Memory().fill(0.2));
    find<HTMLElement>('[data-list]').click();
    await settle();
    find<HTMLElement>('[data-move]').click();
    await settle();
    press('ArrowDown');
    press('Enter');
    await settle();
    expect(opened.memory.calls.filter((one) => one.name === 'set_unit_position')).toHaveLength(1);
  });

  it('lays a map file behind and takes it away', async () => {
    opened = await open('#/map/wangjing');
    find<HTMLElement>('[data-background]').click();
    await settle();
    expect(document.querySelectorAll('image').length).toBeGreaterThan(0);
    expect(document.querySelector('image')?.getAttribute('href')).toContain('tile');
    find<HTMLElement>('button[title$=".mbtiles"]').click();
    await settle();
    expect(document.querySelectorAll('image')).toHaveLength(0);
  });

  it.each(['look', 'place', 'outline', 'path', 'rings'])('%s has no serious finding and every word', async (tool) => {
    opened = await open('#/map/wangjing', new Memory().fill(0.2).addPhotos(9));
    choose(tool);
    await settle();
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').map((one) => one.id)).toEqual([]);
    expect(document.body.textContent).not.toMatch(/\bmap-[a-z]/);
  });
});
