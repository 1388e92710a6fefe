/** Why this window goes on recording for closed rounds: said once, kept with every value until it is changed. */
import { ask, commands } from '../api/client';

class Late {
  reason = $state('');

  async say(reason: string): Promise<void> {
    await ask(commands.setLateReason(reason));
    this.reason = reason;
  }
}

export const late = new Late();
