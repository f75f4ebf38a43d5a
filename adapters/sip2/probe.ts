/** What `mercia doctor` finds out: whether the server lets Mercia in, what it says that it can do, and how quick it is. */
import { isMerciaError } from '#platform/errors.ts';
import type { Capability, Probe } from '#contract/adapter.ts';
import { SUPPORTED_MESSAGES, type ServerStatus } from '../protocols/sip2/server-status.ts';
import { createProbeReport, type ProbeReport, type StepFound } from '../shared/probe-report.ts';
import { lmsError } from '../shared/lms-error.ts';
import { readWallClock } from '#domain/wall-time.ts';
import { readDate } from '../protocols/sip2/dates.ts';
import { fieldOf } from '../protocols/sip2/message.ts';
import { itemQuestion } from '../protocols/sip2/questions.ts';
import { toAsked } from './barcodes.ts';
import type { Accounts } from './accounts/index.ts';
import { findBrokenAccounts } from './accounts/probe.ts';
import { findCopy, type CopiesContext } from './copies.ts';

export interface ProbeContext extends CopiesContext {
  /** Of live copies. */
  readonly capabilities: readonly Capability[];
  /** Null if there are none. */
  readonly accounts: Accounts | null;
}

/** Asks about no patron but the test card. */
export async function probeSip2(context: ProbeContext, signal: AbortSignal): Promise<Probe> {
  const { site, client, now, capabilities, accounts } = context;
  const report = createProbeReport(now);
  let status: ServerStatus | null = null;
  const unreachable = await report.run(client.dialect.logIn === 'none' ? 'reach the server' : 'log in', async () => {
    status = await client.status(signal);
    return describeStatus(status);
  });
  // A server that does not know 99 may answer questions all the same.
  const reachable = unreachable === null || isMerciaError(unreachable, 'LMS_BAD_RESPONSE', 'LMS_AUTH_FAILED');
  const asked = reachable && (unreachable === null || isMerciaError(unreachable, 'LMS_BAD_RESPONSE'));
  const { product, library } = namesIn(status);
  const broken = asked ? await probeItems(context, report, library, signal) : new Set(capabilities);
  const ofPatrons = asked && accounts !== null ? await probeAccounts(accounts) : [];
  if (asked) await report.run('clock', () => Promise.resolve(compareClock(context, status)));
  if (asked) report.note('settings', describeSettings(context));
  const { steps } = report;
  const working = [...capabilities.filter((capability) => !broken.has(capability)), ...ofPatrons];
  return { reachable, product, steps, capabilities: working, unmapped: report.unmapped };

  async function probeAccounts(of: Accounts): Promise<readonly Capability[]> {
    const before = of.capabilities;
    const broken = await findBrokenAccounts(of, report, status, signal);
    return before.filter((capability) => !broken.has(capability));
  }

  function namesIn(told: ServerStatus | null): { product: string | null; library: string | null } {
    return { product: told?.product ?? `SIP2, dialect ${site.settings.dialect}`, library: told?.library ?? null };
  }
}

function describeStatus({ isOnline, supports, product, version }: ServerStatus): string {
  const cannot = SUPPORTED_MESSAGES.filter((name) => supports.get(name) === false);
  const said =
    supports.size === 0
      ? 'says nothing of what it can do'
      : `says that it can do ${cannot.length === 0 ? 'everything' : `everything but ${cannot.join(', ')}`}`;
  const online = isOnline ? '' : '; says that it is not on-line';
  return `${product ?? `SIP ${version}`}, ${said}${online}`;
}

/** What the clocks of two machines may differ by. */
const SAME_TIME_MS = 10 * 60_000;

/** Due dates have no zone, so they are read by the region file's: the clock of a server that differs from it is a hint that they are in another. */
function compareClock({ site, now }: ProbeContext, status: ServerStatus | null): StepFound {
  const { timeZone } = site.system;
  const date = status?.date ?? '';
  const shown = readDate(date, timeZone);
  if (shown === null) return 'the server does not say what time it is';
  const isNow = (at: number): boolean => Math.abs(at - now()) <= SAME_TIME_MS;
  if (isNow(shown.at)) return `shows the time of ${timeZone}`;
  if (isNow(readDate(date, 'UTC')?.at ?? 0))
    return `shows UTC, and due dates are read as those of ${timeZone}, as they are at a Koha: compare one`;
  const { hour, minute } = readWallClock(now(), timeZone);
  const detail = `shows ${shown.time ?? ''} on ${shown.day} while it is ${hour}:${minute} by timeZone: ${timeZone}, by which due dates are read; check both`;
  return { detail, warn: true };
}

/** Capabilities of copies that do not work, as far as could be tried. */
async function probeItems(
  context: ProbeContext,
  { works, note }: ProbeReport,
  library: string | null,
  signal: AbortSignal,
): Promise<ReadonlySet<Capability>> {
  const { testItem, holdQueue } = context.site.settings;
  if (testItem === null) {
    note('item information', 'not tried: name the barcode of a copy in settings.testItem');
    return new Set();
  }
  const told = await works('item information', () => tryItem(context, testItem, signal));
  if (!told) return new Set(context.capabilities);
  await works('encoding', () => tryEncoding(context, testItem, library, signal));
  await works('speed', () => trySpeed(context, testItem, signal));
  const counts = holdQueue === 'none' || (await works('hold queue', () => tryQueue(context, testItem, signal)));
  return new Set(counts ? [] : ['HOLD_QUEUE']);
}

async function tryItem(context: ProbeContext, barcode: string, signal: AbortSignal): Promise<string> {
  const state = await findCopy(context, barcode, signal);
  if (isMerciaError(state)) throw state;
  const { system, settings } = context.site;
  if (state === null) {
    const what = `the server does not know ${barcode}; check settings.testItem, and settings.barcodes for zeros and case`;
    throw lmsError(system.id, 'LMS_BAD_RESPONSE', `item information: ${what}`);
  }
  const why = state.reason === null ? '' : ` (${state.reason.message})`;
  const due = state.due === null ? '' : `, due ${state.due.at ?? state.due.on}`;
  return `${barcode} is ${state.status}${due}${why}; dialect ${settings.dialect}`;
}

async function tryQueue(context: ProbeContext, barcode: string, signal: AbortSignal): Promise<string> {
  const state = await findCopy(context, barcode, signal);
  if (isMerciaError(state)) throw state;
  const queue = state?.holdQueue ?? null;
  if (queue !== null) return `${queue} wait for the title of ${barcode}, if CF counts that: compare it with the system`;
  const what = `the answer for ${barcode} has no CF; take holdQueue out of the settings`;
  throw lmsError(context.site.system.id, 'LMS_BAD_RESPONSE', `hold queue: ${what}`);
}

/** What a wrong encoding leaves in a text: the replacement character, or two letters in the place of one. */
const GARBLED = /\uFFFD|[\u00C2\u00C3][\u0080-\u00BF]|[\u251C\u252C\u2500-\u257F]/;

async function tryEncoding(
  { site, client, now }: ProbeContext,
  barcode: string,
  library: string | null,
  signal: AbortSignal,
): Promise<string> {
  const asked = toAsked(barcode, site.settings.barcodes);
  const message = await client.ask(
    itemQuestion(client.dialect, { barcode: asked, at: now(), isSame: () => true }),
    signal,
  );
  const texts = [fieldOf(message, 'AJ') ?? '', library ?? ''].join(' ');
  const { encoding } = client.dialect;
  if (GARBLED.test(texts)) {
    const what = `the title is garbled when it is read as ${encoding}; try utf-8, cp850 or iso-8859-1 in settings.encoding`;
    throw lmsError(site.system.id, 'LMS_BAD_RESPONSE', `encoding: ${what}`);
  }
  return /[^ -~]/.test(texts)
    ? `a title with an accent is read well as ${encoding}`
    : `not proved: the title has no accent; name a copy in settings.testItem whose title has one`;
}

const SPEED_TRIES = 5;

async function trySpeed(context: ProbeContext, barcode: string, signal: AbortSignal): Promise<string> {
  const { now, site } = context;
  const times: number[] = [];
  for (let tries = 0; tries < SPEED_TRIES; tries += 1) {
    const started = now();
    const state = await findCopy(context, barcode, signal);
    if (isMerciaError(state)) throw state;
    times.push(now() - started);
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(SPEED_TRIES / 2)] ?? 0;
  const { connections } = site.system.limits;
  const perSecond = Math.max(1, Math.floor((1000 * connections) / Math.max(1, median)));
  return `${median} ms a copy: about ${perSecond} copies a second on ${connections} connections`;
}

function describeSettings({ client: { dialect } }: ProbeContext): string {
  const { encoding, errorDetection, strictChecksum, zone } = dialect;
  const checks = errorDetection
    ? strictChecksum
      ? 'checksums are checked'
      : 'checksums are not checked'
    : 'no checksums';
  return `${encoding}, ${checks}, zone ${zone}`;
}
