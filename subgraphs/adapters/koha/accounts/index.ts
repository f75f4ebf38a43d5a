/** What a site does for patrons and tells of them, by what the region file allows. */
import type { AdapterContext, Capability, LmsAdapter } from '../../adapter.ts';
import { createCirculation } from './circulation.ts';
import type { KohaClient } from '../client.ts';
import type { LiveCalls } from '../live.ts';
import { createLoans, createUseCounts } from './loans.ts';
import { createPatrons } from './patrons.ts';
import { createPersonCalls } from './person-calls.ts';
import type { KohaSite } from '../site.ts';

export interface PeopleContext {
  readonly site: KohaSite;
  readonly client: KohaClient;
  readonly background: KohaClient;
  readonly live: LiveCalls;
  readonly now: () => number;
  readonly readerToken: AdapterContext['readerToken'];
}

export interface People extends Pick<LmsAdapter, 'patrons' | 'circulation' | 'loans'> {
  readonly capabilities: readonly Capability[];
}

/** For a service account; the public endpoints have nothing for patrons. */
export function createPeople({ site, client, background, live, now, readerToken }: PeopleContext): People {
  const { access } = site.settings.patrons;
  const uses = createUseCounts({ site, client: background });
  if (access === 'none') return { loans: uses, capabilities: ['LOAN_COUNTS'] };
  const context = { site, client, live, now, calls: createPersonCalls(site, client) };
  return {
    patrons: createPatrons(context),
    ...(access === 'write' && { circulation: createCirculation(context) }),
    loans: { ...uses, ...(readerToken && createLoans({ site, client: background, readerToken })) },
    capabilities: [
      'PATRON_ACCOUNT',
      'VERIFY_PATRON',
      ...(access === 'write' ? (['RENEW', 'PLACE_HOLD', 'CANCEL_HOLD'] as const) : []),
      'LOAN_COUNTS',
      ...(readerToken ? (['OPEN_LOANS', 'READER_TOKENS'] as const) : []),
    ],
  };
}
