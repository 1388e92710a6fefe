// The pages over a survey in memory, to be looked at: …/#/board with ?lang=en&theme=dark&size=100&open=0
import { Memory } from '../memory';

const query = new URLSearchParams(location.search);
const memory = new Memory().fill(Number(query.get('fill') ?? 0.7)).addPhotos(Number(query.get('photos') ?? 200));
memory.settings = {
  ...memory.settings,
  language: (query.get('lang') ?? 'zh') as 'zh',
  theme: (query.get('theme') ?? 'light') as 'light',
  textSize: Number(query.get('size') ?? 100),
  author: query.get('author') ?? '王敏',
};
memory.opened = query.get('open') !== '0';
memory.demo = query.get('demo') !== '0';
if (query.get('readonly')) memory.readOnly = 'window';
memory.serve();
const hash = location.hash;
await import('../../src/main');
if (hash) setTimeout(() => (location.hash = hash), 50);
Object.assign(window, { memory });
