/** What is known of Koha, and from whom. */
import type { MakeEvidence } from '#contract/adapter.ts';

export const evidence: MakeEvidence = {
  make: 'Koha',
  seen: [
    {
      what: 'records, copies, code lists, accounts, renewals and holds, done and refused, by REST; harvest by OAI-PMH; copies and accounts by ILS-DI',
      by: 'this project',
      where: 'Koha 23.05.04, run for this with invented readers, 24 November 2026',
    },
  ],
  documented: ['what other versions answer: source of Koha, and its REST specification'],
  assumed: ['that a Koha of 25.05 and newer answers as 23.05 does'],
};
