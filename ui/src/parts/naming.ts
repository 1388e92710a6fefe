/** How registers are called: the thing, its place, its field. */
import { desk } from '../shell/desk.svelte';
import { known, pick, t } from '../words/words.svelte';

export interface Placed {
  noun: string;
  community: string | null;
  round: number | null;
  indicator: string | null;
  unitName: string | null;
}

/** Names where something belongs: `望京 · 第1轮`. */
export function where({ community, round }: Placed): string {
  const parts = [];
  if (community) parts.push(pick(desk.community(community)) || community);
  if (round) parts.push(t('round-numbered', { round }));
  return parts.join(' · ');
}

/** Names a thing: the indicator with its name, where `name` knows it, else the kind of thing. */
export function what(placed: Placed, name: (indicator: string) => string = () => ''): string {
  const parts = [];
  if (placed.indicator) parts.push(`${placed.indicator} ${name(placed.indicator)}`.trim());
  else parts.push(known(`noun-${placed.noun}`) ? t(`noun-${placed.noun}`) : placed.noun);
  if (placed.unitName) parts.push(placed.unitName);
  return parts.join(' · ');
}

/** Names a field of a thing. */
export function fieldName(field: string): string {
  const id = `field-${field.split('/')[0]?.replaceAll('_', '-').replace('$', '')}`;
  return known(id) ? t(id) : field;
}
