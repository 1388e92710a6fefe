/** The framework's own rows, as the survey in memory rests on them, and numbers drawn by a seed. */
import communitiesCsv from '../../assets/framework/draft-2026/communities.csv?raw';
import frameworkCsv from '../../assets/framework/draft-2026/framework.csv?raw';
import indicatorsCsv from '../../assets/framework/draft-2026/indicators.csv?raw';
import itemsCsv from '../../assets/framework/draft-2026/items.csv?raw';
import topicsCsv from '../../assets/framework/draft-2026/interview_topics.csv?raw';
import questionsCsv from '../../assets/framework/draft-2026/questions.csv?raw';
import listsCsv from '../../assets/framework/draft-2026/lists.csv?raw';
import roundsCsv from '../../assets/framework/draft-2026/rounds.csv?raw';
import scenariosCsv from '../../assets/framework/draft-2026/scenarios.csv?raw';
import termsCsv from '../../assets/framework/draft-2026/terms.csv?raw';
import type * as B from '../src/api/client';

export type Row = Record<string, string>;

export function parseCsv(text: string): Row[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at] ?? '';
    if (quoted) {
      if (c === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      row.push(cell);
      cell = '';
    } else if (c === '\n') {
      row.push(cell);
      rows.push(row);
      row = [];
      cell = '';
    } else cell += c;
  }
  const [head = [], ...rest] = rows;
  return rest.map((one) => Object.fromEntries(head.map((name, at) => [name, one[at] ?? ''])));
}

export const indicators = parseCsv(indicatorsCsv);
export const byCode = new Map(indicators.map((row) => [row['code'], row]));
export const items = parseCsv(itemsCsv);
export const scenarios = parseCsv(scenariosCsv);
export const lists = parseCsv(listsCsv);
export const questions = parseCsv(questionsCsv);
export const topics = parseCsv(topicsCsv);
export const communities = parseCsv(communitiesCsv);
export const rounds = parseCsv(roundsCsv);
export const terms = parseCsv(termsCsv);
export const framework = parseCsv(frameworkCsv)[0] ?? {};

export const pair = (row: Row | undefined, name: string): B.Bilingual => ({ zh: row?.[`${name}_zh`] ?? '', en: row?.[`${name}_en`] ?? '' });
export const figure = (number: number | null): B.Figure | null => (number === null ? null : { text: number.toFixed(1), number });

export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
