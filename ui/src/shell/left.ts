/** Where the person was last in a survey, kept by the window alone: a comfort, and no part of the survey. */
import type { SurveyView } from '../api/client';
import { href, parse, type Place } from './place.svelte';

/** Pages that one passes through, and that nobody means by “where I was”. */
const passed: readonly string[] = ['settings'];
/** Pages whose address begins with a community. */
const placed: readonly string[] = ['places', 'day', 'map', 'leaving', 'findings', 'answers', 'talks', 'rounds', 'requests', 'readings', 'sheet'];

const slot = (survey: SurveyView) => `left ${survey.dir}`;

export function noteLeft(survey: SurveyView, { page, rest }: Place, round: number): void {
  if (!passed.includes(page)) localStorage.setItem(slot(survey), JSON.stringify({ to: href(page, ...rest), round }));
}

/** Gives the place and round left; nothing where the survey is new to this window, or has no such place any more. */
export function whereLeft(survey: SurveyView): { place: Place; round: number } | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(slot(survey)) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('to' in kept) || !('round' in kept)) return null;
    const place = parse(String(kept.to));
    const [community, ofSheet, scenario] = place.rest;
    const knows = (round: unknown) => survey.rounds.some((one) => one.number === Number(round));
    if (placed.includes(place.page) && community !== undefined && !survey.communities.some((one) => one.code === community)) return null;
    if (place.page === 'sheet' && !(knows(ofSheet) && survey.scenarios.some((one) => one.code === scenario))) return null;
    if (!knows(kept.round)) return null;
    return { place, round: Number(kept.round) };
  } catch {
    // Written by another version, or not at all: the board is always there.
    return null;
  }
}
