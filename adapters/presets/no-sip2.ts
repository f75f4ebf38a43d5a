/** What is taken for true of systems that rarely have a SIP2 server. */
import type { Claim } from './preset.ts';
import { assumed } from './preset.ts';

export const NO_SIP2: Claim = {
  that: 'there is no SIP2 server, so copies are shown as the last file had them',
  standing: assumed('librarians say that it is rare'),
  ask: 'Is there a SIP2 server for this system, and what would be needed to use it?',
  untilThen: 'copies are shown as the last file had them, not as they are now.',
};
