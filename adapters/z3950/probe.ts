/** What `mercia doctor` finds out: whether the catalogue can be searched, and whether it tells how a copy stands. */
import { isMerciaError } from '#platform/errors.ts';
import type { CopyRef } from '#domain/facts.ts';
import type { Capability, Probe } from '#contract/adapter.ts';
import { createProbeReport } from '../shared/probe-report.ts';
import { lmsError } from '../shared/lms-error.ts';
import { findTogether, type CopiesContext } from './copies.ts';

export interface ProbeContext extends CopiesContext {
  readonly capabilities: readonly Capability[];
}

/** A search for a number that no record has: whoever answers it is a server that knows the index and the schema. */
const NO_NUMBER = '0';

export async function probeCatalogue(context: ProbeContext, signal: AbortSignal): Promise<Probe> {
  const { site, catalogue, now, capabilities } = context;
  const { testItem } = site.settings;
  const report = createProbeReport(now);
  const failed = await report.run('search', async () => {
    const { count } = await catalogue.find([NO_NUMBER], signal);
    return `the server answers, and finds ${count === null ? 'it does not say how many' : String(count)} records with the number ${NO_NUMBER}`;
  });
  const reachable = failed === null || isMerciaError(failed, 'LMS_BAD_RESPONSE', 'LMS_AUTH_FAILED');
  let works = failed === null;
  if (failed === null && testItem === null) {
    report.note('a copy', 'not tried: name the record and the barcode of a copy in settings.testItem');
  } else if (failed === null && testItem !== null) {
    works = await report.works('a copy', () => tryCopy(context, testItem, signal));
  }
  return {
    reachable,
    product: null,
    steps: report.steps,
    capabilities: works ? capabilities : [],
    unmapped: report.unmapped,
  };
}

async function tryCopy(
  context: CopiesContext,
  { record, barcode }: { readonly record: string; readonly barcode: string },
  signal: AbortSignal,
): Promise<string> {
  const { system, settings } = context.site;
  const copy: CopyRef = { localId: barcode, barcode, recordLocalId: record };
  const found = await findTogether(context, [settings.find.by === 'record' ? record : barcode], signal);
  const answer = isMerciaError(found) ? found : found(copy);
  if (isMerciaError(answer)) throw answer;
  if (answer === null) {
    const what = `the server finds no record ${record} with a copy ${barcode}; check settings.testItem and settings.find`;
    throw lmsError(system.id, 'LMS_BAD_RESPONSE', `a copy: ${what}`);
  }
  const why = answer.reason === null ? '' : ` (${answer.reason.message})`;
  return `${barcode} is ${answer.status}${answer.due === null ? '' : `, due ${answer.due.on}`}${why}`;
}
