/** What is known of each make of SIP2 server, and from whom. Other people's transcripts were read; none of them is kept here. */
import type { MakeEvidence } from '#contract/adapter.ts';
import type { DialectName } from './dialects.ts';

export const GENERIC_EVIDENCE: MakeEvidence = {
  make: 'SIP2 server of a make without a dialect',
  seen: [],
  documented: ['SIP 2.00, Developers Guide (3M)'],
  assumed: ['that it does what the specification says'],
};

const PALACE = 'answers about readers in the tests of ThePalaceProject/circulation';

const transcriptsOf = (make: string, documented: readonly string[]): MakeEvidence => ({
  make: `SIP2 server of ${make}`,
  seen: [],
  documented,
  assumed: ['what it answers to renewals and holds'],
});

export const EVIDENCE: Readonly<Record<Exclude<DialectName, 'generic'>, MakeEvidence>> = {
  koha: {
    make: 'SIP2 server of Koha',
    seen: [
      {
        what: 'log-in, copies in every state, accounts, renewals and holds, done and refused',
        by: 'this project',
        where: 'Koha 23.05.04, run for this with invented readers, 24 November 2026',
      },
    ],
    documented: ['what it does with holds in transit: source of Koha (C4/SIP)'],
    assumed: [],
  },
  symphony: transcriptsOf('Symphony', [`${PALACE}; 98 in those of Edmonton-Public-Library/Metro`]),
  evergreen: transcriptsOf('Evergreen', [PALACE]),
  sierra: transcriptsOf('Sierra', [PALACE]),
  polaris: transcriptsOf('Polaris', [PALACE]),
  horizon: transcriptsOf('Horizon', [PALACE]),
};

export function evidenceOf(dialect: DialectName): MakeEvidence {
  return dialect === 'generic' ? GENERIC_EVIDENCE : EVIDENCE[dialect];
}
