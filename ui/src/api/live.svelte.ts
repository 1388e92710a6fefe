/** Live queries: a query names what it reads and asks again when a verb touched that. */
import type { Touch } from './bindings';
import { faultOf, type Fault } from './client';

/** What a query reads: a noun, `*` for all of them, and the beginning of the keys it cares for. */
export interface Topic {
  noun: string;
  prefix?: string;
}

interface Waiting {
  topics: Topic[];
  wake: (touched: Touch[]) => void;
}

/** Asks again only for what was touched, where a query knows how; false: everything has to be asked again. */
export type Narrow = (touched: Touch[]) => boolean;

const queries = new Set<Waiting>();

function matches(topic: Topic, touched: Touch): boolean {
  if (touched.noun === '*' || topic.noun === '*') return true;
  return touched.noun === topic.noun && touched.key.startsWith(topic.prefix ?? '');
}

/** Wakes every live query that reads one of `touched`. */
export function touch(touched: Touch[]): void {
  if (touched.length === 0) return;
  for (const query of queries) {
    const read = touched.filter((one) => query.topics.some((topic) => matches(topic, one)));
    if (read.length > 0) query.wake(read);
  }
}

/** Calls `wake` whenever something in the survey was touched; gives what ends that. */
export function hear(wake: (touched: Touch[]) => void): () => void {
  const entry = { topics: [{ noun: '*' }], wake };
  queries.add(entry);
  return () => queries.delete(entry);
}

/** Holds the newest answer of a query. While it is asked again the last answer stays on screen. */
export class Live<T> {
  value = $state.raw<T | null>(null);
  fault = $state.raw<Fault | null>(null);
  #fetch: () => Promise<T>;
  #asking: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #entry: Waiting;

  constructor(topics: Topic[], fetch: () => Promise<T>, narrow?: Narrow) {
    this.#fetch = fetch;
    const wake = (touched: Touch[]) => {
      // An answer on its way may be older than what was touched: only a whole one after it is sure.
      if (this.#asking || this.value === null || !narrow?.(touched)) void this.refresh();
    };
    this.#entry = { topics, wake };
    queries.add(this.#entry);
    void this.refresh();
  }

  /** Asks again; calls that come while one is under way are folded into one more. */
  refresh(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return this.#asking;
    }
    this.#asking = this.#run();
    return this.#asking;
  }

  async #run(): Promise<void> {
    try {
      do {
        this.#again = false;
        try {
          const value = await this.#fetch();
          if (this.#closed) return;
          // Older than what was touched meanwhile: the next answer is on its way.
          if (this.#again) continue;
          this.value = value;
          this.fault = null;
        } catch (error) {
          if (this.#closed) return;
          this.fault = faultOf(error);
        }
      } while (this.#again);
    } finally {
      this.#asking = null;
    }
  }

  /** Stops listening. */
  close(): void {
    this.#closed = true;
    queries.delete(this.#entry);
  }
}

/** A live query whose question may change; lives as long as the component that made it. */
export interface Watched<T> {
  readonly value: T | null;
  readonly fault: Fault | null;
  refresh(): Promise<void>;
}

/** Watches the answer to `question`; what it reads decides when a new query is made. Call while a component starts. */
export function watch<T>(question: () => { topics: Topic[]; fetch: () => Promise<T>; narrow?: Narrow }): Watched<T> {
  let live = $state.raw<Live<T> | null>(null);
  $effect(() => {
    const { topics, fetch, narrow } = question();
    const made = new Live(topics, fetch, narrow);
    live = made;
    return () => made.close();
  });
  return {
    get value() {
      return live?.value ?? null;
    },
    get fault() {
      return live?.fault ?? null;
    },
    refresh: () => live?.refresh() ?? Promise.resolve(),
  };
}
