/** Which photos a report shows, and in which order: all that may be shown, or chosen ones. */
import type { ReportPhotoView } from '../../api/client';

/** A photo in the place it was given; one that is off keeps it. */
export interface Placed {
  photo: ReportPhotoView;
  on: boolean;
}

type Put = readonly { key: string; on: boolean }[];

/** Moves a photo to another place among those of its community, since a report shows one community after the other. */
export function moved(placed: readonly Placed[], from: number, to: number): Placed[] {
  const community = placed[from]?.photo.community;
  const own = placed.flatMap((one, at) => (one.photo.community === community ? [at] : []));
  const rest = [...placed];
  rest.splice(Math.max(own[0] ?? from, Math.min(own.at(-1) ?? from, to)), 0, ...rest.splice(from, 1));
  return rest;
}

export class ChosenPhotos {
  /** By what a report is about: one choice of photos makes no sense for another scenario. */
  #put = $state.raw<Readonly<Record<string, Put>>>({});
  #about: () => string;

  constructor(about: () => string) {
    this.#about = about;
  }

  /** Whether photos are chosen; else all are shown, those taken in later too. */
  get chosen(): boolean {
    return this.#put[this.#about()] !== undefined;
  }

  /** The chosen ones, as an edition names them; none where all are shown. */
  get keys(): string[] {
    return (this.#put[this.#about()] ?? []).filter((one) => one.on).map((one) => one.key);
  }

  /** Puts the photos of a report into the order that was chosen; what came later is off and follows. */
  arrange(found: readonly ReportPhotoView[]): Placed[] {
    const put = this.#put[this.#about()];
    if (!put) return found.map((photo) => ({ photo, on: true }));
    const places = new Map(put.map((one, at) => [one.key, { at, on: one.on }]));
    const communities = [...new Set(found.map((photo) => photo.community))];
    const order = (photo: ReportPhotoView) => places.get(photo.key)?.at ?? put.length;
    const sorted = [...found].sort((a, b) => communities.indexOf(a.community) - communities.indexOf(b.community) || order(a) - order(b));
    return sorted.map((photo) => ({ photo, on: places.get(photo.key)?.on ?? false }));
  }

  /** Chooses the photos that are on, in this order. */
  choose(placed: readonly Placed[]): void {
    this.#set(placed.map(({ photo, on }) => ({ key: photo.key, on })));
  }

  /** Shows all again. */
  all(): void {
    this.#set(undefined);
  }

  /** Takes the choice of a layout. */
  take(keys: readonly string[]): void {
    this.#set(keys.length === 0 ? undefined : keys.map((key) => ({ key, on: true })));
  }

  #set(put: Put | undefined): void {
    const { [this.#about()]: _, ...others } = this.#put;
    this.#put = put ? { ...others, [this.#about()]: put } : others;
  }
}
