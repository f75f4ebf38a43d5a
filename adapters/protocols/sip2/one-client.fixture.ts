/** A process that asks a SIP2 server about barcodes, on one connection that it shares with other processes. */
import { createHostGuards } from '#platform/host-guard/index.ts';
import { isMerciaError } from '#platform/errors.ts';
import { createPermits } from '#platform/permits.ts';
import { createSip2Client } from './client.ts';
import { GENERIC_DIALECT } from './dialect.ts';
import { itemQuestion } from './questions.ts';

const [address = '', timeoutMs = '1000', ...barcodes] = process.argv.slice(2);
const limits = { connections: 1, breaker: { failures: 1_000, openMs: 1_000, maxOpenMs: 1_000 } };
const client = createSip2Client({
  system: 'hill',
  address,
  dialect: GENERIC_DIALECT,
  credentials: () => ({ user: 'hub', password: 'secret' }),
  connections: 1,
  timeoutMs: Number(timeoutMs),
  guard: createHostGuards().for({ id: 'hill', limits }),
  permits: createPermits({ of: address, count: 1 }),
});
const answers = await Promise.all(
  barcodes.map((barcode) =>
    client.ask(itemQuestion(GENERIC_DIALECT, { barcode, at: 0 }), new AbortController().signal).then(
      () => 'answered',
      (error: unknown) => (isMerciaError(error) ? `${error.code}: ${error.message}` : 'broken'),
    ),
  ),
);
process.stdout.write(JSON.stringify(answers));
await client.close();
