/** The backups of the open survey: listed, made now, restored into a new folder. */
import { ask, commands, type BackupsView, type BackupView, type RestoredView } from '../../api/client';
import { watch } from '../../api/live.svelte';
import { JobState } from '../../parts/job.svelte';
import { desk } from '../../shell/desk.svelte';
import { t } from '../../words/words.svelte';

export class BackupsState {
  all = watch<BackupsView>(() => ({ topics: [], fetch: () => ask(commands.backups()) }));
  making = new JobState<BackupView[]>();
  restoring = new JobState<RestoredView>();
  /** The backup about to be restored. */
  chosen = $state.raw<BackupView | null>(null);
  dir = $state('');
  passphrase = $state('');

  async make(): Promise<void> {
    if (!(await this.making.run('backup', (number, channel) => commands.backUp(number, channel)))) return;
    desk.tell(t('backup-made'));
    await this.all.refresh();
  }

  choose(backup: BackupView | null): void {
    this.chosen = backup;
    this.dir = '';
    this.passphrase = '';
    this.restoring.clear();
  }

  async restore(): Promise<void> {
    const { chosen, dir, passphrase } = this;
    if (!chosen || dir.trim() === '') return;
    await this.restoring.run('restore', (number, channel) => commands.restoreBackup(chosen.path, dir.trim(), passphrase || null, number, channel));
  }
}
