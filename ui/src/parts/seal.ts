import type { Fault } from '../api/client';

/** What a sealed file asks for; none for a file that is open or refused for another reason. */
export function keyWanted(fault: Fault | null): 'passphrase' | 'identity' | null {
  if (fault?.code === 'sealed-needs-passphrase' || fault?.code === 'sealed-wrong-passphrase') return 'passphrase';
  return fault?.code === 'sealed-needs-identity' || fault?.code === 'sealed-other-key' ? 'identity' : null;
}
