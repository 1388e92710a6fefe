/** What is not settled, as a person calls it, and where it is settled. */
import { fieldName } from '../../parts/naming';
import { desk } from '../../shell/desk.svelte';
import { href } from '../../shell/place.svelte';
import { known, pick, t } from '../../words/words.svelte';

const cell = /^([^/]+)\/(\d+)\/([\d.]+)$/;

/** Names a cell `wangjing/1/1.1.1`, or what bears on many: `judgement/1.1/1.2 times`. */
export function called(name: string): string {
  const [, community, round, indicator] = cell.exec(name) ?? [];
  if (community && round && indicator) return `${pick(desk.community(community)) || community} · ${t('round-numbered', { round })} · ${indicator}`;
  const [thing = '', field = ''] = name.split(' ');
  const at = thing.indexOf('/');
  const [noun, key] = [thing.slice(0, at), thing.slice(at + 1)];
  const place = noun === 'community' ? pick(desk.community(key)) || key : noun === 'survey' ? '' : key;
  return [known(`noun-${noun}`) ? t(`noun-${noun}`) : noun, place, fieldName(field)].filter((one) => one !== '').join(' · ');
}

/** Gives the sheet of a cell; everything else is settled among the conflicts. */
export function whereSettled(name: string): string {
  const [, community, round, indicator] = cell.exec(name) ?? [];
  return community && round && indicator ? href('sheet', community, round, indicator.split('.')[0] ?? '', indicator) : href('conflicts');
}
