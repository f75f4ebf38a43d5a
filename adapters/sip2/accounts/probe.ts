/** What `mercia doctor` checks of patrons. It asks about nobody but the test card. */
import { lmsError } from '../../shared/lms-error.ts';
import type { Capability } from '#contract/adapter.ts';
import type { ServerStatus, SupportedMessage } from '../../protocols/sip2/server-status.ts';
import type { ProbeReport } from '../../shared/probe-report.ts';
import type { Accounts } from './index.ts';
import { VERDICT_WORDS } from './pin-check.ts';
import type { AccountsSite } from './patron-records.ts';

/** What the server should say that it can do, for what Mercia does with it. */
const NEEDED: readonly (readonly [Capability, SupportedMessage])[] = [
  ['PATRON_ACCOUNT', 'patron information'],
  ['RENEW', 'renew'],
  ['PLACE_HOLD', 'hold'],
  ['CANCEL_HOLD', 'hold'],
];

/** Capabilities of patrons that do not work. `status` is what the server says of itself; null if it does not answer that. */
export async function findBrokenAccounts(
  { pinCheck, capabilities, context }: Accounts,
  { run, note }: ProbeReport,
  status: ServerStatus | null,
  signal: AbortSignal,
): Promise<ReadonlySet<Capability>> {
  const { system, patrons } = context.site;
  const broken = new Set<Capability>();
  if (patrons.tunnel !== null && system.address.startsWith('tcp://')) {
    note(
      'way to the server',
      `declared encrypted by ${patrons.tunnel.declaredBy}; SIP2 itself sends cards and PINs in clear`,
    );
  }
  if (pinCheck === null) {
    const what = 'not tried, and no PIN is sent: name a card of nobody’s in settings.patrons.testCard';
    note('patron information', what);
  } else {
    const failed = await run('PIN check', async () => {
      const verdict = await pinCheck.verdict(signal);
      if (verdict === 'CHECKS') return VERDICT_WORDS.CHECKS;
      throw lmsError(system.id, 'CAPABILITY_UNSUPPORTED', VERDICT_WORDS[verdict]);
    });
    if (failed !== null) broken.add('VERIFY_PATRON');
    // Whatever it says of PINs, it answered about a patron.
    if (failed !== null && failed.code !== 'CAPABILITY_UNSUPPORTED' && failed.code !== 'CONFIG_INVALID') {
      for (const capability of capabilities) broken.add(capability);
    }
  }
  if ((await run('libraries of readers', () => Promise.resolve(describeHomeSites(context.site)))) !== null)
    broken.add('VERIFY_PATRON');
  const denied = NEEDED.filter(
    ([capability, message]) => capabilities.includes(capability) && status?.supports.get(message) === false,
  );
  if (denied.length > 0) {
    const names = [...new Set(denied.map(([, message]) => message))].join(', ');
    // It is a hint, and some servers are wrong about themselves.
    const what = `the server says that it does not know ${names}; try it with the test card, or switch it off in settings.patrons`;
    note('messages about patrons', what);
  }
  return broken;
}

/** Which library a reader belongs to decides whose agreement counts: without it no card can be linked, by nobody. */
function describeHomeSites({ system, patrons, dialect }: AccountsSite): string {
  const libraries = new Set(system.owners.map(({ library }) => library));
  const codes = new Set(system.owners.map(({ code }) => code));
  const foreign = [...new Set(Object.values(patrons.homeSites))].filter((code) => !codes.has(code));
  if (foreign.length > 0) {
    const what = `settings.patrons.homeSites names ${foreign.join(', ')}, which is no code of owners`;
    throw lmsError(system.id, 'CONFIG_INVALID', what);
  }
  if (dialect.homeSite !== null) return 'the server tells which library a reader belongs to';
  if (libraries.size <= 1) return 'all readers belong to the one library';
  const prefixes = Object.keys(patrons.homeSites).length;
  if (prefixes > 0) return `told by ${prefixes} beginnings of cards; a card that begins otherwise cannot be linked`;
  const what = `the server does not tell which of ${libraries.size} libraries a reader belongs to, so that no card can be linked`;
  throw lmsError(system.id, 'CONFIG_INVALID', `${what}; say by settings.patrons.homeSites what cards begin with`);
}
