/** All checks about readers in the order in which they are told. */
import { agreeOnParts, OF_READERS } from '../checks/parts.ts';
import type { Group } from '../check.ts';
import { accountFields, wholeFields } from './account-fields.ts';
import { accounts, cards, keepsSilent, pins } from './accounts.ts';
import type { PatronBench } from './bench.ts';
import { givenUp } from './given-up.ts';
import { accountSituations, contradictedHold, contradictedWrites } from './situations.ts';
import { allReaders, loansAsAWhole } from './loans-as-a-whole.ts';
import { brokenOff, cancelling, loginEnded, nothingSent, placing, renewing } from './writes.ts';

export const READER_SUITE: readonly Group<PatronBench>[] = [
  {
    name: null,
    checks: [
      {
        name: 'has the parts that it declares, and declares the parts that it has',
        needs: [],
        touches: 'reads',
        run: async ({ adapter }) => {
          agreeOnParts(adapter, OF_READERS);
        },
      },
    ],
  },
  { name: 'asked whose card and PIN these are', checks: pins },
  { name: 'asked whose card this is', checks: cards },
  { name: 'asked for an account', checks: [...accounts, ...accountSituations, accountFields, contradictedHold] },
  { name: 'asked for all readers', checks: allReaders },
  { name: 'asked for all loans', checks: [...loansAsAWhole, ...wholeFields] },
  { name: null, checks: [...givenUp, keepsSilent] },
  { name: 'renewing', checks: renewing },
  { name: 'placing a hold', checks: placing },
  { name: 'cancelling a hold', checks: cancelling },
  { name: 'when a log-in ends at a write', checks: loginEnded },
  { name: null, checks: contradictedWrites },
  ...brokenOff,
  { name: null, checks: [nothingSent] },
];
