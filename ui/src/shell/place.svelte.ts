/** Where the window is: a page and what it shows, kept in the address so that back and forward work. */
export const pages = [
  'today',
  'places',
  'day',
  'map',
  'leaving',
  'findings',
  'answers',
  'talks',
  'rounds',
  'requests',
  'readings',
  'board',
  'sheet',
  'units',
  'photos',
  'exchange',
  'conflicts',
  'scores',
  'projects',
  'report',
  'settings',
] as const;

export type Page = (typeof pages)[number];

export interface Place {
  page: Page;
  /** The parts of the address after the page, such as community, round and scenario of a sheet. */
  rest: string[];
}

/** Reads `#/sheet/wangjing/1/6`; anything unknown is the board. */
export function parse(hash: string): Place {
  const parts = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  const page = pages.find((known) => known === parts[0]);
  return page ? { page, rest: parts.slice(1) } : { page: 'board', rest: [] };
}

/** Gives the address of a place. */
export function href(page: Page, ...rest: (string | number)[]): string {
  return `#/${[page, ...rest.map(String)].map(encodeURIComponent).join('/')}`;
}

class Here {
  place = $state.raw<Place>(parse(location.hash));

  constructor() {
    addEventListener('hashchange', () => {
      this.place = parse(location.hash);
    });
  }

  go(page: Page, ...rest: (string | number)[]): void {
    location.hash = href(page, ...rest);
  }
}

export const here = new Here();
