/** What `mercia doctor` checks of patrons. It asks about nobody but the test card. */
import { lmsError } from '../../shared/lms-error.ts';
import type { Capability } from '../../adapter.ts';
import type { ServerStatus, SupportedMessage } from '../../protocols/sip2/server-status.ts';
import type { ProbeReport } from '../../shared/probe-report.ts';
import type { Accounts } from './index.ts';
import { VERDICT_WORDS } from './pin-check.ts';

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
