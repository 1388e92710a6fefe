/** A shelf of photos: pages of it fetched as they come into sight, and the import of new ones. */
import { flushSync, untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import {
  ask,
  commands,
  faultOf,
  sentence,
  verb,
  type PhotoFilter,
  type PhotoPage,
  type PhotoView,
} from '../api/client';
import { watch, type Watched } from '../api/live.svelte';
import { desk } from '../shell/desk.svelte';
import { t } from '../words/words.svelte';
import { shown } from './entry.svelte';

const page = 60;
/** How long tiles are filled in one task, in milliseconds; at least one is. */
const spell = 8;

export class GalleryState {
  /** The first page, asked again when photos change; it also tells how many there are. */
  first: Watched<PhotoPage>;
  #photos = new SvelteMap<number, PhotoView>();
  #filter: () => PhotoFilter;
  #asked = new Set<number>();
  #turn = 0;
  #range: [number, number] = [0, 0];

  constructor(filter: () => PhotoFilter) {
    this.#filter = filter;
    this.first = watch(() => {
      const wanted = filter();
      return { topics: [{ noun: 'photo' }, { noun: 'document' }], fetch: () => ask(commands.photos(wanted, 0, page)) };
    });
    $effect(() => {
      const first = this.first.value;
      untrack(() => this.#renew(first));
    });
  }

  /** Starts again from a newer first page; what is in sight is asked again and stays until the answer is there. */
  #renew(first: PhotoPage | null): void {
    this.#turn += 1;
    this.#asked = new Set([0]);
    if (first) void this.#lay(0, first.photos, this.#turn);
    else this.#photos.clear();
    this.need(...this.#range);
  }

  get total(): number {
    return this.first.value?.total ?? 0;
  }

  photo(index: number): PhotoView | undefined {
    return this.#photos.get(index);
  }

  /** Fetches what a range of the shelf needs and does not have yet. */
  need(from: number, to: number): void {
    this.#range = [from, to];
    for (let number = Math.floor(from / page); number * page < Math.min(to, this.total); number += 1) {
      if (this.#asked.has(number)) continue;
      this.#asked.add(number);
      void this.#fetch(number, this.#turn);
    }
  }

  async #fetch(number: number, turn: number): Promise<void> {
    try {
      const view = await ask(commands.photos(this.#filter(), number * page, page));
      await this.#lay(number * page, view.photos, turn);
    } catch {
      this.#asked.delete(number);
    }
  }

  /** Puts photos on the shelf, those in sight first, as many as fit into one task at a time: a page of tiles at once would hold the window. */
  async #lay(from: number, photos: PhotoView[], turn: number): Promise<void> {
    const [first, last] = this.#range;
    const sight = (at: number) => (from + at >= first && from + at < last ? 0 : 1);
    const order = photos.map((_, at) => at).sort((a, b) => sight(a) - sight(b) || a - b);
    // Not within the effect that may have asked for it.
    await Promise.resolve();
    let begun = performance.now();
    for (const at of order) {
      const photo = photos[at];
      if (turn !== this.#turn || !photo) return;
      flushSync(() => this.#photos.set(from + at, photo));
      if (performance.now() - begun > spell) {
        await new Promise((done) => setTimeout(done));
        begun = performance.now();
      }
    }
  }

  async unlink(photo: PhotoView, target: string): Promise<void> {
    try {
      await verb(commands.unlinkPhoto({ photo: photo.key, target }));
      desk.tell(t('photos-unlinked'));
    } catch (error) {
      desk.tell(sentence(faultOf(error)), 'bad');
    }
  }
}

export function captionOf(photo: PhotoView): string {
  return shown(photo.caption) || photo.name;
}
