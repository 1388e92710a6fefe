/** The roll call: every device of the survey, and what administrators decide about them. */
import { ask, commands, faultOf, verb, type Fault, type Reply, type RollView } from '../../api/client';
import { watch } from '../../api/live.svelte';

export class RollState {
  all = watch<RollView>(() => ({ topics: [{ noun: 'device' }, { noun: 'survey' }, { noun: 'person' }], fetch: () => ask(commands.rollCall()) }));
  /** By device: how many decisions it is not known to have received. */
  undelivered = watch<ReadonlyMap<string, number>>(() => ({
    topics: [{ noun: '*' }],
    fetch: async () => new Map((await ask(commands.undelivered())).map((one) => [one.device, one.decisions])),
  }));
  busy = $state(false);
  fault = $state.raw<Fault | null>(null);
  device = $state('');
  admin = $state(false);
  /** The public key as typed. */
  key = $state('');
  /** The device about to be revoked. */
  leaving = $state<string | null>(null);
  reason = $state('');

  async #decide(asked: Promise<Reply<RollView>>): Promise<boolean> {
    this.busy = true;
    this.fault = null;
    try {
      await verb(asked);
      return true;
    } catch (error) {
      this.fault = faultOf(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Enrols the device whose number was typed. */
  async enrolTyped(): Promise<void> {
    if (await this.#decide(commands.enrol(this.device, this.admin))) this.device = '';
  }

  enrol(device: string): Promise<boolean> {
    return this.#decide(commands.enrol(device, false));
  }

  /** Has survey files sealed to the public key that was typed. */
  async seal(): Promise<void> {
    if (await this.#decide(commands.setAdminKey(this.key.trim()))) this.key = '';
  }

  unseal(): Promise<boolean> {
    return this.#decide(commands.setAdminKey(null));
  }

  require(on: boolean): Promise<boolean> {
    return this.#decide(commands.requireEnrolment(on));
  }

  async revoke(): Promise<void> {
    const { leaving, reason } = this;
    if (leaving && (await this.#decide(commands.revoke(leaving, reason.trim())))) this.ask(null);
  }

  ask(device: string | null): void {
    this.leaving = device;
    this.reason = '';
    this.fault = null;
  }
}
