/** A long job as a page holds it: under way, how far, stopped, done or refused. */
import { faultOf, job, type Fault, type Progress, type ProgressChannel } from '../api/client';

export class JobState<T> {
  progress = $state.raw<Progress | null>(null);
  done = $state.raw<T | null>(null);
  fault = $state.raw<Fault | null>(null);
  /** The last one was stopped before it was done. */
  stopped = $state(false);
  #cancel: (() => void) | null = null;

  /** Runs one job of Rust; gives its answer, or nothing where it was stopped or refused. */
  run(phase: string, start: (job: number, onProgress: ProgressChannel) => Promise<T>): Promise<T | null> {
    return this.#hold(phase, () => {
      const { done, cancel } = job(start, (progress) => {
        if (this.progress) this.progress = progress;
      });
      this.#cancel = cancel;
      return done;
    });
  }

  /** Runs steps of the page itself; `stopped` is to be asked before each. */
  walk(phase: string, work: (tell: (done: number, total: number, bytes?: boolean) => void, stopped: () => boolean) => Promise<T>): Promise<T | null> {
    return this.#hold(phase, () => {
      let stop = false;
      this.#cancel = () => (stop = true);
      return work(
        (done, total, bytes = false) => (this.progress = { phase, done, total, bytes }),
        () => stop,
      );
    });
  }

  async #hold(phase: string, begin: () => Promise<T>): Promise<T | null> {
    this.clear();
    this.progress = { phase, done: 0, total: 0, bytes: false };
    try {
      this.done = await begin();
      return this.done;
    } catch (error) {
      const fault = faultOf(error);
      if (fault.code === 'cancelled') this.stopped = true;
      else this.fault = fault;
      return null;
    } finally {
      this.progress = null;
      this.#cancel = null;
    }
  }

  cancel(): void {
    this.#cancel?.();
  }

  /** Forgets the last answer and why the last job was refused. */
  clear(): void {
    this.done = null;
    this.fault = null;
    this.stopped = false;
  }
}
