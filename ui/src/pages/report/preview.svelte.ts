/** Looks at a document page by page: the pages around the one in sight are fetched ahead, so that turning is instant. */
import { faultOf, type Fault } from '../../api/client';

export interface Outline {
  title: string;
  level: number;
  page: number;
}

/** A document laid out: how many pages, where its headings stand, and how to get a page as a drawing. */
export interface Laid {
  pages: number;
  outline: Outline[];
  /** Gives the drawing (SVG) of a page, counted from 0. */
  draw: (page: number) => Promise<string>;
}

/** How far ahead and back pages are fetched. */
const around = 2;
export const zooms = [50, 75, 100, 125, 150, 200] as const;

export class PreviewState {
  laid = $state.raw<Laid | null>(null);
  fault = $state.raw<Fault | null>(null);
  /** The document is being laid out. */
  waiting = $state(false);
  at = $state(0);
  /** In percent of the paper's size; 0 fits the page into the room there is. */
  zoom = $state(0);
  drawings = $state.raw<ReadonlyMap<number, string>>(new Map());
  #asked = new Set<number>();
  #turn = 0;

  get drawing(): string | null {
    return this.drawings.get(this.at) ?? null;
  }

  /** Lays a document out; an earlier one stays in sight until then. */
  async lay(make: () => Promise<Laid>): Promise<void> {
    const turn = ++this.#turn;
    this.waiting = true;
    try {
      const laid = await make();
      if (turn !== this.#turn) return;
      this.fault = null;
      this.#asked.clear();
      const first = await laid.draw(Math.min(this.at, laid.pages - 1));
      if (turn !== this.#turn) return;
      this.laid = laid;
      this.at = Math.min(this.at, laid.pages - 1);
      this.#asked.add(this.at);
      this.drawings = new Map([[this.at, first]]);
      this.#fetch();
    } catch (error) {
      if (turn !== this.#turn) return;
      this.fault = faultOf(error);
    } finally {
      if (turn === this.#turn) this.waiting = false;
    }
  }

  turn(to: number): void {
    if (!this.laid) return;
    this.at = Math.max(0, Math.min(this.laid.pages - 1, to));
    this.#fetch();
  }

  enlarge(by: 1 | -1): void {
    const from = this.zoom === 0 ? 75 : this.zoom;
    const next = by > 0 ? zooms.find((one) => one > from) : [...zooms].reverse().find((one) => one < from);
    if (next !== undefined) this.zoom = next;
  }

  /** Forgets the document. */
  clear(): void {
    this.#turn += 1;
    this.laid = null;
    this.fault = null;
    this.waiting = false;
    this.drawings = new Map();
    this.#asked.clear();
  }

  /** Fetches the page in sight first, then its neighbours. */
  #fetch(): void {
    const { laid, at } = this;
    if (!laid) return;
    const turn = this.#turn;
    const near = [at, ...Array.from({ length: around }, (_, step) => [at + step + 1, at - step - 1]).flat()];
    for (const page of near) {
      if (page < 0 || page >= laid.pages || this.#asked.has(page)) continue;
      this.#asked.add(page);
      laid.draw(page).then(
        (drawing) => {
          if (turn !== this.#turn) return;
          this.drawings = new Map([...this.drawings, [page, drawing]]);
        },
        (error: unknown) => {
          this.#asked.delete(page);
          if (turn === this.#turn) this.fault = faultOf(error);
        },
      );
    }
  }
}
