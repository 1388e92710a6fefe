// The pages over a survey in memory, to be looked at: …/#/board with ?lang=en&theme=dark&size=100&open=0
import { mockConvertFileSrc } from '@tauri-apps/api/mocks';
import { Memory } from '../memory';
import { enrich, fieldwork, judged } from './enrich';

const query = new URLSearchParams(location.search);
const memory = new Memory().fill(Number(query.get('fill') ?? 0.7)).addPhotos(Number(query.get('photos') ?? 200));
memory.settings = {
  ...memory.settings,
  language: (query.get('lang') ?? 'zh') as 'zh',
  theme: (query.get('theme') ?? 'light') as 'light',
  textSize: Number(query.get('size') ?? 100),
  author: query.get('author') ?? '王敏',
};
if (query.get('first')) memory.settings = { ...memory.settings, language: null, author: null, organisation: null };
if (query.get('recents') === '0') memory.recents = [];
if (memory.units.length > 0) enrich(memory, query.has('clash'));
memory.opened = query.get('open') !== '0';
memory.demo = query.get('demo') !== '0';
if (query.get('field')) fieldwork(memory);
const judging = query.get('judged');
if (judging) judged(memory, judging === 'member');
if (query.has('closed')) memory.closed.add(Number(query.get('closed')));
if (query.get('readonly')) memory.readOnly = 'window';
const broken = query.get('fault');
const answer = memory.answer.bind(memory);
memory.answer = (name, args) => {
  if (name === broken) throw { code: 'not-a-survey', args: { path: '/home/wang/Documents/首都国际人才社区调研 2026' } };
  const given = answer(name, args);
  return name === 'start' ? Object.assign(given as object, { systemLanguage: memory.settings.language ?? query.get('lang') }) : given;
};
memory.serve();
// With Windows' way of writing addresses a browser can be handed pixels.
mockConvertFileSrc('windows');
const hash = location.hash;
await import('../../src/main');
if (hash) setTimeout(() => (location.hash = hash), 50);
Object.assign(window, { memory });
