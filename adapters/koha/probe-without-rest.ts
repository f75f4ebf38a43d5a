/** What `mercia doctor` learns of a Koha that gives no REST. Reports everything, throws nothing for what the site does. */
import { isMerciaError } from '#platform/errors.ts';
import type { Capability, Probe, UnmappedCode } from '#contract/adapter.ts';
import { looksLikeCode } from '../shared/codes.ts';
import { createProbeReport } from '../shared/probe-report.ts';
import { compareOaiClock, describeClock } from './clock.ts';
import { CODE_LISTS } from './config.ts';
import type { KohaCopy } from './copy.ts';
import { unseenEdits } from './edits.ts';
import { findWay, type HarvestWithoutRestContext } from './harvest-without-rest.ts';
import { describeWay, HIDDEN_AS_DELETED } from './harvest-way.ts';
import type { IlsDi } from './ils-di/client.ts';
import { toCopyState } from './ils-di/texts.ts';
import { lookAtRecords, type LoansInRecords, type SeenInRecords } from './look-at-records.ts';
import { codesOf } from './status.ts';
import { describeTransfers } from './transfers.ts';

export interface ProbeWithoutRestContext extends HarvestWithoutRestContext {
  readonly capabilities: readonly Capability[];
}

/** Copies that ILS-DI is asked about. */
const ASKED = 10;

/** Asks a site everything that the adapter relies on, and nothing of its REST. */
export async function probeWithoutRest(context: ProbeWithoutRestContext, signal: AbortSignal): Promise<Probe> {
  const { site, oai, ilsDi, now } = context;
  const report = createProbeReport(now);
  const { steps, unmapped, works } = report;
  let product: string | null = null;
  const unreachable = await report.run('reach OAI-PMH', async () => {
    const identify = await oai.identify(signal);
    return identify === null
      ? 'there is none: HTTP 404'
      : `${identify.repositoryName ?? 'a site without a name'} answers`;
  });
  const reachable = unreachable === null || isMerciaError(unreachable, 'LMS_BAD_RESPONSE', 'LMS_NOT_PERMITTED');
  if (!reachable) return { reachable, product, steps, capabilities: [], unmapped };

  let seen: SeenInRecords = { copies: [], records: 0, shown: null, loans: 'not known' };
  const canHarvest = await works('harvest', () => describeHarvest(context, signal));
  if (canHarvest) {
    await works('copies in records', async () => {
      seen = await lookAtRecords(context, signal);
      return describeSeen(context, seen, unmapped);
    });
    await works('clock', async () => describeClock(site, seen.shown));
    await works('clock of OAI-PMH', () => compareOaiClock(context, signal));
  }
  const live =
    ilsDi !== null &&
    (await works('live items by ILS-DI', async () => {
      product = await ilsDi.version(signal).then(
        (version) => (version === null ? null : `Koha ${version}`),
        (error: unknown) => {
          if (isMerciaError(error)) return null;
          throw error;
        },
      );
      return askIlsDi(context, ilsDi, seen.copies, signal);
    }));
  report.note(
    'hidden copies',
    `nothing to compare: OAI-PMH leaves out what the public must not see, and nothing else is read; ${HIDDEN_AS_DELETED}`,
  );
  report.note('transfers', describeTransfers(site));
  const capabilities = context.capabilities.filter((capability) => (capability === 'LIVE_ITEMS' ? live : canHarvest));
  return { reachable, product, steps, capabilities, unmapped };
}

/** The way, and what runs of changes miss by it. */
async function describeHarvest(context: ProbeWithoutRestContext, signal: AbortSignal): Promise<string> {
  const way = await findWay(context, signal);
  const unseen = unseenEdits(way, true).map(({ what }) => what);
  const how = `${describeWay(way, true)}, and no REST`;
  if (unseen.length === 0) return `${how}: all kinds of edit are seen`;
  return `${how}: copies are not harvested, and edits of them are not seen (${unseen.join('; ')}); let the site put its items into OAI-PMH (include_items in OAI-PMH:ConfFile)`;
}

const LOANS: Readonly<Record<LoansInRecords, string>> = {
  told: 'loans are told',
  'left out':
    'records do not say which are on loan, so that nothing is harvested of how copies stand; let the site map 952 $q',
  'none seen': 'none of them is on loan',
  'not known':
    'whether records tell loans could not be seen, so that nothing is harvested of how copies stand; if they do, write oai.itemsIncluded: yes',
};

/** Nothing lists the site's codes: those of the copies that were looked at stand for all. */
function describeSeen(
  { site }: ProbeWithoutRestContext,
  { copies, records, loans }: SeenInRecords,
  unmapped: UnmappedCode[],
): string {
  if (copies.length === 0) {
    return `none in the first ${records} records: if there are some further on, write oai.itemsIncluded: yes`;
  }
  const branches = new Set(copies.map(({ home }) => home).filter((code) => code !== null));
  for (const code of branches) {
    if (looksLikeCode(code) && site.libraryOf(code) === null)
      unmapped.push({ list: 'branch', code, label: null, where: 'owners' });
  }
  for (const key of new Set(copies.flatMap((copy) => codesOf(copy).map(([list, code]) => `${list} ${code}`)))) {
    const [list, code = ''] = key.split(' ');
    const known = CODE_LISTS.find((one) => one === list);
    if (known !== undefined && looksLikeCode(code) && site.settings.codes[known][code] === undefined)
      unmapped.push({ list: known, code, label: null, where: `settings.codes.${known}` });
  }
  const types = typesWithoutRule(site.settings.itemTypes, copies);
  const rules =
    types.length === 0 ? '' : `; no rule for item types ${types.join(', ')}: name them in settings.itemTypes`;
  return `${copies.length} copies of ${branches.size} branches in the first ${records} records; ${LOANS[loans]}${rules}`;
}

function typesWithoutRule(rules: Readonly<Record<string, unknown>>, copies: readonly KohaCopy[]): readonly string[] {
  const types = new Set(copies.map(({ itemType }) => itemType).filter((type) => type !== null));
  return [...types].filter((type) => looksLikeCode(type) && rules[type] === undefined).toSorted();
}

async function askIlsDi(
  { site, now }: ProbeWithoutRestContext,
  ilsDi: IlsDi,
  copies: readonly KohaCopy[],
  signal: AbortSignal,
): Promise<string> {
  // Koha has an answer for a copy that it does not have, too.
  const ids = copies.length === 0 ? [1] : copies.slice(0, ASKED).map(({ itemId }) => itemId);
  const { byItem } = await ilsDi.availability('item', ids, signal);
  const asOf = new Date(now()).toISOString();
  const states = ids.map((id) => {
    const said = byItem.get(String(id));
    return said === undefined || said === 'bad' ? undefined : toCopyState(site, said, asOf);
  });
  const told = states.filter((state) => state !== undefined && state?.reason?.code !== 'BAD_ANSWER').length;
  const texts =
    told === ids.length
      ? ''
      : '; texts without a meaning came: give them one in settings.ilsDi.texts (they are in the log)';
  return `${told} of ${ids.length} copies told${texts}`;
}
