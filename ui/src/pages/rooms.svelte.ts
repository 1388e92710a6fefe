/** The pages of the window: each is fetched when it is first entered, so that opening the window costs one of them. */
import type { Component } from 'svelte';
import type { Page } from '../shell/place.svelte';

const doors: Record<Page, () => Promise<{ default: Component }>> = {
  today: () => import('./today/Today.svelte'),
  places: () => import('./places/Places.svelte'),
  day: () => import('./day/Day.svelte'),
  map: () => import('./map/Map.svelte'),
  leaving: () => import('./leaving/Leaving.svelte'),
  findings: () => import('./findings/Findings.svelte'),
  answers: () => import('./answers/Answers.svelte'),
  talks: () => import('./talks/Talks.svelte'),
  rounds: () => import('./rounds/Rounds.svelte'),
  requests: () => import('./requests/Requests.svelte'),
  readings: () => import('./readings/Readings.svelte'),
  board: () => import('./board/Board.svelte'),
  sheet: () => import('./sheet/Sheet.svelte'),
  units: () => import('./units/Units.svelte'),
  photos: () => import('./photos/Photos.svelte'),
  exchange: () => import('./exchange/Exchange.svelte'),
  conflicts: () => import('./conflicts/Conflicts.svelte'),
  scores: () => import('./scores/Scores.svelte'),
  projects: () => import('./projects/Projects.svelte'),
  report: () => import('./report/Report.svelte'),
  settings: () => import('./settings/Settings.svelte'),
};

class Rooms {
  #open = $state.raw<Partial<Record<Page, Component>>>({});

  /** Gives a page that was fetched already. */
  at(page: Page): Component | undefined {
    return this.#open[page];
  }

  async fetch(page: Page): Promise<void> {
    if (this.#open[page]) return;
    const { default: room } = await doors[page]();
    this.#open = { ...this.#open, [page]: room };
  }
}

export const rooms = new Rooms();
