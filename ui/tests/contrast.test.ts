// The colours of every theme, measured as WCAG 2 does: text 4.5 to 1, the edges of controls and figures 3 to 1.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/style/tokens.css', 'utf8');

/** Colours by name, as `#rrggbb`, of one rule of the file. */
function rule(selector: string): Record<string, string> {
  const body = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return Object.fromEntries([...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]));
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['paper', 'sheet', 'raised', 'sunken', 'accent-soft'];
const text = [
  ...surfaces.flatMap((ground) => ['ink', 'quiet', 'accent', 'good', 'bad', 'warn'].map((name) => [name, ground] as const)),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['sheet', 'bad'],
  ['good', 'good-soft'],
  ['bad', 'bad-soft'],
  ['warn', 'warn-soft'],
] as const;
const edges = [...surfaces.map((ground) => ['line-strong', ground] as const), ['bar', 'bar-track'], ['bar', 'sheet']] as const;

describe.each(['light', 'dark', 'contrast'])('the colours of the %s theme', (theme) => {
  const colours = theme === 'light' ? rule(':root') : rule(`:root[data-theme="${theme}"]`);
  const below = (pairs: readonly (readonly [string, string])[], least: number) =>
    pairs.map(([over, under]) => ({ pair: `${over} on ${under}`, ratio: contrast(colours[over] ?? '', colours[under] ?? '') })).filter(({ ratio }) => !(ratio >= least));

  it('make text readable', () => expect(below(text, theme === 'contrast' ? 7 : 4.5)).toEqual([]));
  it('make controls and bars visible', () => expect(below(edges, 3)).toEqual([]));
});
