import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sentence } from '../src/api/client';
import { known, t, words } from '../src/words/words.svelte';

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(svelte|ts)$/.test(entry.name) && entry.name !== 'bindings.ts' ? [path] : [];
  });
}

const files = sources(join(import.meta.dirname, '../src')).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const all = files.map(({ text }) => text).join('\n');

describe('the words', () => {
  it('never tell a person at the window what to type at a command line', () => {
    const faults = readFileSync(join(import.meta.dirname, '../../assets/text/en/fault.ftl'), 'utf8');
    const codes = faults.matchAll(/^fault-([a-z-]+) =/gm);
    const args = Object.fromEntries([...faults.matchAll(/\$([a-z_]+)/g)].map(([, name = '']) => [name, '1']));
    const said = [...codes].flatMap(([, code = '']) =>
      (['zh', 'en'] as const).map((lang) => {
        words.use(lang);
        return sentence({ code, args });
      }),
    );
    words.use('zh');
    expect(said.length).toBeGreaterThan(150);
    expect(said.filter((one) => /(^|[^a-z])--[a-z]|\btanfang [a-z]/.test(one))).toEqual([]);
  });

  it('has every word the pages ask for, in both languages', () => {
    const asked = [...all.matchAll(/\bt\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g)].flatMap(([, inside = '']) =>
      [...inside.matchAll(/'([a-z]+(?:-[a-z0-9]+)+)'/g)].map(([, id = '']) => id),
    );
    expect(asked.length).toBeGreaterThan(150);
    expect([...new Set(asked)].filter((id) => !known(id))).toEqual([]);
  });

  it('has every word a page puts together', () => {
    const made = [
      ...['board', 'sheet', 'units', 'photos', 'conflicts', 'exchange', 'scores', 'report', 'settings'].map((one) => `page-${one}`),
      ...['create', 'open', 'join'].flatMap((one) => [`start-${one}`, `start-${one}-hint`, `start-${one}-do`]),
      ...['in', 'reserve', 'replaced', 'closed'].map((one) => `unit-state-${one}`),
      ...['built', 'building', 'new'].map((one) => `stage-${one}`),
      ...['binding', 'expected'].map((one) => `kind-${one}`),
      ...['met', 'not-met', 'open'].map((one) => `compliance-${one}`),
      ...['system', 'light', 'dark', 'contrast'].map((one) => `theme-${one}`),
      ...['folder', 'window', 'locked'].map((one) => `read-only-${one}`),
      ...['site', 'measure', 'records', 'questionnaire', 'interview', 'map'].map((one) => `method-${one}`),
      ...['any', 'daytime', 'morning-peak', 'evening', 'night', 'workday', 'weekend'].map((one) => `when-${one}`),
      ...['root', 'admin', 'enrolled', 'member', 'revoked'].map((one) => `role-${one}`),
      ...['all', 'light', 'none'].map((one) => `exchange-photos-${one}`),
      ...['kind-life', 'kind-fork', 'fork-clone', 'fork-restored', 'by-device', 'by-person', 'by-tolerance', 'by-both'].map((one) => `conflicts-${one}`),
      'undo-done',
      'redo-done',
      ...['value', 'absent', 'not-applicable', 'not-obtained'].map((one) => `state-${one}`),
    ];
    expect(made.filter((id) => !known(id))).toEqual([]);
  });

  it('switches at once and never isolates arguments', () => {
    words.use('en');
    expect(t('round-numbered', { round: 2 })).toBe('Round 2');
    words.use('zh');
    expect(t('round-numbered', { round: 2 })).toBe('第2轮');
    expect(document.documentElement.lang).toBe('zh-CN');
  });

  it('leaves no Chinese word in a page itself', () => {
    const allowed = /简体中文|中文/g;
    const found = files
      .filter(({ path }) => path.endsWith('.svelte'))
      .filter(({ text }) => /[\u4e00-\u9fff]/.test(text.replace(allowed, '')))
      .map(({ path }) => path);
    expect(found).toEqual([]);
  });

  it('writes no style attribute, which the policy of the window refuses', () => {
    expect(files.filter(({ text }) => /\sstyle="|setAttribute\('style'/.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
