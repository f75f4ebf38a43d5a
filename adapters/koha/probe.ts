/** What `mercia doctor` learns of a Koha. Reports everything, throws nothing for what the site does. */
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import type { Capability, PolicySource, Probe, UnmappedCode } from '#contract/adapter.ts';
import {
  compareOwners,
  createProbeReport,
  describeRules,
  type ProbeReport,
  type StepFound,
} from '../shared/probe-report.ts';
import { findBrokenPatronCapabilities, permitted } from './accounts/probe.ts';
import { NotFoundAtKoha } from './refusal.ts';
import { askShownOffset, compareOaiClock, describeClock } from './clock.ts';
import { readAuthorisedValues, readBranches } from './code-lists.ts';
import { CODE_LISTS } from './config.ts';
import { describeUnseen } from './edits.ts';
import { chooseWay } from './harvest.ts';
import { describeWay, HIDDEN_AS_DELETED } from './harvest-way.ts';
import { findHiddenCopies } from './hidden-copies.ts';
import type { HiddenCopiesContext } from './hidden-sample.ts';
import { embeddedTransfers } from './live.ts';
import { describeTransfers } from './transfers.ts';

/** What comes with the records. */
const OF_HARVEST: ReadonlySet<Capability> = new Set(['HARVEST_FULL', 'HARVEST_CHANGES', 'HOLDING_STATEMENTS']);

/** Parameters are looked at before the record is looked for. */
const ANY_RECORD = 1;

export interface ProbeContext extends HiddenCopiesContext {
  readonly capabilities: readonly Capability[];
  readonly policies: PolicySource;
}

/** Asks a site everything that the adapter relies on. */
export async function probeKoha(context: ProbeContext, signal: AbortSignal): Promise<Probe> {
  const { client, now } = context;
  const report = createProbeReport(now);
  const { steps, unmapped, works } = report;
  const open = client.mode === 'public';

  let product: string | null = null;
  let paths: ReadonlySet<string> | null = null;
  const unreachable = await report.run('reach the system', async () => {
    paths = await client.describePaths(signal);
    product = paths === null ? null : productOf(paths);
    return paths === null
      ? 'answers, but gives no description of its interface'
      : `${product ?? 'Koha'}, ${paths.size} paths`;
  });
  const reachable =
    unreachable === null || isMerciaError(unreachable, 'LMS_BAD_RESPONSE', 'LMS_AUTH_FAILED', 'LMS_NOT_PERMITTED');
  if (!reachable) return { reachable, product, steps, capabilities: [], unmapped };

  const { live, holds, broken } = open
    ? await probePublic(context, report, signal)
    : await probeAccount(context, report, paths, signal);
  const branchesRead = await works('branches', () => branches(context, holds, unmapped, signal));
  const rulesRead = await works('rules of lending', () => describeRules(context.policies, signal));
  const canHarvest = (live || open) && (await works('harvest', () => howHarvested(context, open, signal)));
  if (canHarvest && context.site.system.harvest.method !== 'rest')
    await works('clock of OAI-PMH', () => compareOaiClock(context, signal));

  const capabilities = context.capabilities.filter((capability) => {
    if (OF_HARVEST.has(capability)) return canHarvest;
    if (broken.has(capability)) return false;
    if (capability === 'CODE_LISTS') return branchesRead;
    if (capability === 'LOAN_POLICIES') return rulesRead;
    return capability === 'HOLD_QUEUE' ? holds : live;
  });
  return { reachable, product, steps, capabilities, unmapped };
}

interface Working {
  readonly live: boolean;
  readonly holds: boolean;
  /** What the account may not do for patrons. */
  readonly broken: ReadonlySet<Capability>;
}

async function probePublic(context: ProbeContext, { works, note }: ProbeReport, signal: AbortSignal): Promise<Working> {
  const live = await works('public items', () => oneItem(context, '/public/items', signal));
  note('log in', 'no credentials are named: public facts only, one call a title');
  await works('hidden copies', () => findHiddenCopies(context, signal));
  return { live, holds: false, broken: new Set() };
}

async function probeAccount(
  context: ProbeContext,
  { works, unmapped }: ProbeReport,
  paths: ReadonlySet<string> | null,
  signal: AbortSignal,
): Promise<Working> {
  const { client, site } = context;
  const how = client.mode === 'oauth' ? 'OAuth2' : 'Basic';
  const live = await works(`log in (${how}) and read items`, () => oneItem(context, '/items', signal));
  if (!live) return { live, holds: false, broken: new Set() };
  const holds = await works('holds', async () => {
    await mayRead(context, '/holds', 'the hold shelf and the queue stay unknown', signal);
    return 'hold shelf, transit and queue can be read';
  });
  const loans = await works('loans', async () => {
    await mayRead(context, '/checkouts', 'loans have the day they are due, without the hour', signal);
    return 'hours of hourly loans can be read';
  });
  const broken =
    site.settings.patrons.access === 'none'
      ? new Set<Capability>()
      : await findBrokenPatronCapabilities({ site, client, paths, step: works }, { loans, holds }, signal);
  await works('clock', async () => describeClock(site, await askShownOffset(client, signal)));
  await works('page size', () => pageSize(context, signal));
  await works('codes', () => codes(context, unmapped, signal));
  await works('hidden copies', () => findHiddenCopies(context, signal));
  return { live, holds, broken };
}

/** There is no version in the interface: what it can do tells roughly. */
function productOf(paths: ReadonlySet<string>): string {
  if (paths.has('/checkouts/availability') || paths.has('/item_types')) return 'Koha 23.11 or newer';
  return paths.has('/items') ? 'Koha 23.05 or older' : 'Koha';
}

/** The way, and what runs of changes miss by it. */
async function howHarvested(context: ProbeContext, open: boolean, signal: AbortSignal): Promise<string> {
  const way = await chooseWay(context, signal);
  const unseen = describeUnseen(way, open, context.site.settings.opacAddress !== null);
  const seen = `${describeWay(way, open)}: ${unseen ?? 'all kinds of edit are seen'}`;
  return open ? `${seen}; ${HIDDEN_AS_DELETED}` : seen;
}

async function oneItem({ client }: ProbeContext, path: string, signal: AbortSignal): Promise<string> {
  const { total } = await client.list('items', path, { perPage: 1 }, signal);
  return total === null ? 'items can be read' : `${total} items`;
}

async function mayRead(
  { client, site }: ProbeContext,
  path: string,
  cannot: string,
  signal: AbortSignal,
): Promise<void> {
  await permitted(site, client.list(path.slice(1), path, { perPage: 1 }, signal), cannot);
}

/** Something on the way may cut lists short without saying so. */
async function pageSize({ client, site }: ProbeContext, signal: AbortSignal): Promise<string> {
  const asked = 100;
  const { rows, total } = await client.list('items', '/items', { perPage: asked, orderBy: 'item_id' }, signal);
  const due = Math.min(asked, total ?? rows.length);
  if (rows.length >= due) return `${rows.length} items in one page`;
  throw new MerciaError(
    'LMS_BAD_RESPONSE',
    `${asked} items asked for and ${rows.length} came: pages are cut, which costs more calls`,
    { system: site.system.id },
  );
}

async function codes(context: ProbeContext, unmapped: UnmappedCode[], signal: AbortSignal): Promise<string> {
  const { client, site } = context;
  const before = unmapped.length;
  let count = 0;
  for (const list of CODE_LISTS) {
    for (const { code, label } of await readAuthorisedValues(client, list, signal)) {
      if (code === '0') continue;
      count += 1;
      if (site.settings.codes[list][code] === undefined)
        unmapped.push({ list, code, label, where: `settings.codes.${list}` });
    }
  }
  const missing = unmapped.length - before;
  return missing === 0
    ? `all ${count} codes are mapped`
    : `${missing} of ${count} codes are not mapped: copies that carry them are UNKNOWN`;
}

async function branches(
  context: ProbeContext,
  holdsTold: boolean,
  unmapped: UnmappedCode[],
  signal: AbortSignal,
): Promise<StepFound> {
  const { client, site } = context;
  const told = await readBranches(client, signal);
  const known = new Map(told.map(({ code, label }) => [site.branchOf(code), label]));
  const nobodys = compareOwners(site, { list: 'branch', plural: 'branches' }, known, unmapped);
  const leftOut = nobodys === 0 ? '' : `; ${nobodys} of them belong to no library: their copies are left out`;
  const count = known.size === 1 ? '1 branch' : `${known.size} branches`;
  const embedded = holdsTold && (await tellsTransfers(context, signal));
  const detail = `${count}; ${describeTransfers(site, { branches: known.size, embedded, holdsTold })}${leftOut}`;
  const otherwise = told.flatMap(({ code }) =>
    site.branchOf(code) === code ? [] : `${code} (${site.branchOf(code)})`,
  );
  if (otherwise.length === 0) return detail;
  // Koha compares the place of a hold letter for letter, and nothing else.
  const spelt = `Koha writes ${otherwise.join(', ')}; write the same into the region file, or holds are refused there`;
  return { detail: `${detail}; ${spelt}`, warn: true };
}

/** Whether this version embeds the transfers of copies; of a record that is nowhere, it says so all the same. */
async function tellsTransfers({ client }: ProbeContext, signal: AbortSignal): Promise<boolean> {
  return embeddedTransfers(client, ANY_RECORD, signal).then(
    () => true,
    (error: unknown) => {
      if (!isMerciaError(error)) throw error;
      return error instanceof NotFoundAtKoha;
    },
  );
}
