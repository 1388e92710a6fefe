/** Why this window goes on recording for closed rounds: said once, kept with every value until it is changed. */
import { ask, commands } from '../api/client';
import { desk } from '../shell/desk.svelte';

class Late {
  reason = $state('');

  async say(reason: string): Promise<void> {
    await ask(commands.setLateReason(reason));
    this.reason = reason;
    if (reason.trim() !== '') await desk.explained();
  }
}

export const late = new Late();
