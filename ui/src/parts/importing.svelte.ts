/** The import of photos: one at a time, going on and in sight whichever page is open. */
import { addPhoto, commands, faultOf, sentence, verb, type CardReceiptView, type CardView, type Fault, type PhotoTarget } from '../api/client';
import { desk } from '../shell/desk.svelte';
import { t } from '../words/words.svelte';
import { JobState } from './job.svelte';

export type Refusal = CardReceiptView['refused'][number] & { fault: Fault };

class Importing {
  job = new JobState<CardReceiptView | void>();
  refusals = $state.raw<Refusal[]>([]);
  /** How many galleries show it; where none does, the frame does. */
  shown = $state(0);

  /** A gallery goes away; what was refused has been seen there. */
  hide(): void {
    this.shown -= 1;
    if (!this.job.progress) this.refusals = [];
  }

  /** Imports files one by one; a bad one is refused alone, by name and reason. */
  async add(files: readonly File[], target: PhotoTarget): Promise<void> {
    this.refusals = [];
    let added = 0;
    let already = 0;
    const leaving = desk.whenLeaving(() => this.job.cancel());
    await this.job.walk('import', async (tell, stopped) => {
      for (const [at, file] of files.entries()) {
        tell(at, files.length);
        if (stopped()) break;
        try {
          const photo = await addPhoto(file, target);
          if (photo.already) already += 1;
          else added += 1;
        } catch (error) {
          this.refusals = [...this.refusals, { name: file.name, fault: faultOf(error) }];
        }
      }
    });
    leaving();
    this.#close(added, already);
  }

  /** Takes in a whole memory card: Rust reads it, beside everything else. */
  async takeCard(card: CardView): Promise<void> {
    this.refusals = [];
    const leaving = desk.whenLeaving(() => this.job.cancel());
    const receipt = await this.job.run('import', (job, progress) => verb(commands.takeCard(card, job, progress)));
    leaving();
    if (!receipt) {
      if (this.job.fault) desk.complain(this.job.fault);
      return;
    }
    const { added, already, end } = receipt;
    this.refusals = receipt.refused;
    this.#close(added, already);
    if (end !== 'whole') desk.tell(t(`card-${end}`, { done: added + already, found: receipt.found }), end === 'gone' ? 'bad' : 'good');
  }

  #close(added: number, already: number): void {
    if (added + already > 0) desk.tell(t('photos-added', { added, already }));
    if (this.shown === 0) for (const refusal of this.refusals) desk.tell(why(refusal), 'bad');
  }
}

/** Says which file was refused and why. */
export function why({ name, fault }: Refusal): string {
  const said = sentence(fault);
  return said.includes(name) ? said : `${name}: ${said}`;
}

export const importing = new Importing();
