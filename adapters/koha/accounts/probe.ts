/** What `mercia doctor` checks of patrons at a site. It reads no patron and does not count as a failed PIN. */
import { MerciaError } from '#platform/errors.ts';
import type { Capability } from '#contract/adapter.ts';
import type { KohaClient } from '../client.ts';
import { MissingPermission } from '../refusal.ts';
import type { KohaSite } from '../site.ts';

export interface PatronProbe {
  readonly site: KohaSite;
  readonly client: KohaClient;
  /** Paths that the instance describes; null if it describes none. */
  readonly paths: ReadonlySet<string> | null;
  /** Runs one step and reports it; true if it worked. */
  readonly step: (what: string, work: () => Promise<string>) => Promise<boolean>;
}

/** No patron has this number, at any site. */
const NOBODY = 0;
const PIN_PATH = '/auth/password/validation';

/** Capabilities of patrons that do not work. `works` says whether loans and holds, which were tried before, can be read. */
export async function findBrokenPatronCapabilities(
  { site, client, paths, step }: PatronProbe,
  works: { readonly loans: boolean; readonly holds: boolean },
  signal: AbortSignal,
): Promise<ReadonlySet<Capability>> {
  const broken = new Set<Capability>();
  const patrons = await step('patrons', async () => {
    const work = client.list('patrons', '/patrons', { q: { patron_id: NOBODY }, perPage: 1 }, signal);
    await permitted(site, work, 'no account can be read');
    return 'accounts can be read';
  });
  // Of an account alone they cost no capability: one without them says so.
  const charges = await step('charges', async () => {
    await permitted(site, client.one('charges', `/patrons/${NOBODY}/account`, signal), 'charges stay unknown');
    return 'charges can be read';
  });
  const pins = await step('PIN check', async () => {
    if (paths !== null && !paths.has(PIN_PATH)) throw cannotCheck(site);
    // Without a card Koha refuses before it looks at anybody.
    const sent = { method: 'POST', path: PIN_PATH, json: { password: 'none' } } as const;
    await permitted(site, client.send('check a PIN', sent, signal), 'no reader can link a card with its PIN');
    return 'PINs can be checked';
  });
  const places = site.settings.patrons.access === 'write';
  const placing = places && (await step('placing holds', () => mayPlace(site, client, signal)));
  if (!patrons || !charges) broken.add('OPEN_CHARGES');
  if (!patrons) for (const lost of ['PATRON_ACCOUNT', 'READER_TOKENS'] as const) broken.add(lost);
  if (!patrons || !pins) broken.add('VERIFY_PATRON');
  if (!patrons || !works.loans) broken.add('RENEW');
  if (!patrons || !works.holds) broken.add('CANCEL_HOLD');
  if (!patrons || !works.holds || !placing) broken.add('PLACE_HOLD');
  if (!works.loans) broken.add('OPEN_LOANS');
  return broken;
}

/** Koha looks at permissions before it reads what was sent: a hold on no title by nobody is refused, whatever they are. */
async function mayPlace(site: KohaSite, client: KohaClient, signal: AbortSignal): Promise<string> {
  const sent = { method: 'POST', path: '/holds', json: { patron_id: NOBODY, pickup_library_id: 'none' } } as const;
  await permitted(site, client.send('place a hold', sent, signal), 'no hold can be placed');
  return 'holds can be placed';
}

/** Says what a missing permission costs. */
export async function permitted<T>(site: KohaSite, work: Promise<T>, cost: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof MissingPermission)) throw error;
    throw new MerciaError('LMS_NOT_PERMITTED', `the permission ${error.permission} is missing: ${cost}`, {
      system: site.system.id,
      cause: error,
    });
  }
}

function cannotCheck({ system }: KohaSite): MerciaError {
  const what = 'this Koha checks no PINs over REST: its accounts can be linked by staff alone';
  return new MerciaError('CAPABILITY_UNSUPPORTED', `[${system.id}] check a PIN: ${what}`, { system: system.id });
}
