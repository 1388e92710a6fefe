/** Where the person was last in a survey, kept by the window alone: a comfort, and no part of the survey. */
import { pick, t } from '../words/words.svelte';
import { desk } from './desk.svelte';
import { href, parse, type Place } from './place.svelte';

/** Pages that one passes through, and that nobody means by “where I was”. */
const passed: readonly string[] = ['board', 'settings'];

function slot(): string {
  return `left ${desk.survey?.dir ?? ''}`;
}

export function noteLeft({ page, rest }: Place): void {
  if (desk.survey && !passed.includes(page)) localStorage.setItem(slot(), href(page, ...rest));
}

/** Gives the address of that place and what it is called; nothing where the survey is new to this window. */
export function whereLeft(): { to: string; name: string } | null {
  const to = localStorage.getItem(slot());
  if (!to) return null;
  const { page, rest } = parse(to);
  const [community, round, scenario, indicator] = rest;
  const parts = [t(`page-${page === 'sheet' ? 'board' : page}`), pick(desk.community(community ?? ''))];
  if (page === 'sheet') parts.splice(0, 1, t('round-numbered', { round: round ?? '' }), `${scenario ?? ''} ${pick(desk.scenario(scenario ?? ''))}`, indicator ?? '');
  return { to, name: parts.filter((part) => part.trim() !== '').join(' · ') };
}
