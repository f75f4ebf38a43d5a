/** `mercia simulate sip2`: a library that offers SIP2 and, over HTTP, its exports. Both show the same copies. */
import { readFileSync } from 'node:fs';
import { MerciaError } from '#platform/errors.ts';
import { z } from 'zod';
import { createFilesSimulator, EXPORTS } from '../files/index.ts';
import type { FilesWorld } from '../files/world.ts';
import { INVENTED_CODES, loadFilesWorld } from '../from-files.ts';
import { createRandom } from '../random.ts';
import type { CommonFlags, SimulatedKind, StartedSimulator } from '../simulated-kind.ts';
import { stockOfFiles } from './files-stock.ts';
import { createSip2Simulator, DIALECTS, ENCODINGS } from './index.ts';
import { libraryOf } from './world-library.ts';
import { addPatron, checkOut, createSip2World, type Sip2World } from './world.ts';

const PATRONS = 40;
/** In so many of 1 a copy is on loan at the start. */
const LENT = 0.2;
/** They open nothing but the simulator, which listens on this machine alone. */
const [USER, PASSWORD] = ['terminal', 'terminal-password'];

const ownFlags = z.object({
  dialect: z.enum(DIALECTS),
  encoding: z.enum(ENCODINGS).optional(),
  login: z.enum(['message', 'telnet', 'none']),
  refuseSurplus: z.boolean().default(false),
  idle: z.number().optional(),
  exportPort: z.number().default(0),
  tlsKey: z.string().optional(),
  tlsCert: z.string().optional(),
});

export const sip2Simulated: SimulatedKind = {
  kind: 'sip2',
  command: {
    description: 'a SIP2 server in one of several dialects, with exports of the same copies over HTTP',
    itemField: 'the list of copies',
    workers: 4,
    flags: [
      { flag: '--dialect <name>', description: DIALECTS.join(', '), default: 'generic' },
      { flag: '--encoding <name>', description: `${ENCODINGS.join(', ')}; the dialect's own if left out` },
      { flag: '--login <way>', description: 'message (93), telnet (prompts) or none', default: 'message' },
      { flag: '--refuse-surplus', description: 'connections beyond --workers are refused; without it they wait' },
      { flag: '--idle <ms>', description: 'a connection that is silent for so long is closed', isNumber: true },
      { flag: '--export-port <number>', description: 'port of the exports', isNumber: true },
      { flag: '--tls-key <file>', description: 'speak TLS with this key (PEM)' },
      { flag: '--tls-cert <file>', description: 'and this certificate (PEM)' },
    ],
    start,
  },
  drills: [],
};

async function start(flags: CommonFlags, own: Readonly<Record<string, unknown>>): Promise<StartedSimulator> {
  const read = ownFlags.safeParse(own);
  if (!read.success)
    throw new MerciaError('BAD_USER_INPUT', `These flags cannot be read: ${z.prettifyError(read.error)}`);
  const { dialect, encoding, login, refuseSurplus, idle, exportPort } = read.data;
  const { files, world, loaded } = await loadLibrary(flags);
  const exports = await createFilesSimulator({ world: files, port: exportPort });
  const simulator = await createSip2Simulator({
    library: libraryOf(world),
    dialect,
    login,
    port: flags.port,
    latencyMs: flags.latency,
    connections: flags.workers,
    surplus: refuseSurplus ? 'refuse' : 'wait',
    ...(flags.controlPort === undefined ? {} : { controlPort: flags.controlPort }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(idle === undefined ? {} : { idleMs: idle }),
    ...tlsOf(read.data),
  });
  return {
    simulator,
    loaded,
    title: `SIP2 server: ${simulator.url} (${dialect}, ${files.records.size} records)`,
    facts: [
      ['branches', INVENTED_CODES.join(' ')],
      ['credentials', `export SIP_USER=${USER} SIP_PASSWORD=${PASSWORD}`],
      ['card and PIN', [...world.patrons.values()].map(({ card, pin }) => `${card} ${pin}`)[0] ?? ''],
      ...Object.keys(EXPORTS).map((path) => ['export', `${exports.url}${path}`] as const),
    ],
    slow: ['item', 'patron'],
    stop: () => void exports.close(),
  };
}

/** A library of the records of the files, with some of its copies on loan. */
export async function loadLibrary(flags: CommonFlags) {
  const { files, loaded } = await loadFilesWorld(flags);
  const world = createSip2World({ timeZone: flags.timeZone, stock: stockOfFiles(files, flags.timeZone) });
  lendSome(world, files, flags.seed);
  return { files, world, loaded };
}

function lendSome(world: Sip2World, files: FilesWorld, seed: number): void {
  const random = createRandom(seed);
  const cards = Array.from({ length: PATRONS }, () => addPatron(world).card);
  for (const { copies } of files.records.values()) {
    for (const { barcode } of copies) {
      if (barcode === null || !random.chance(LENT)) continue;
      checkOut(world, { barcode, card: random.one(cards), days: random.whole(1, world.rules.loanDays) });
    }
  }
}

function tlsOf({ tlsKey, tlsCert }: z.infer<typeof ownFlags>) {
  if (tlsKey === undefined && tlsCert === undefined) return {};
  if (tlsKey === undefined || tlsCert === undefined) {
    throw new MerciaError('BAD_USER_INPUT', 'TLS needs both --tls-key and --tls-cert.');
  }
  return { tls: { key: readPem(tlsKey), cert: readPem(tlsCert) } };
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new MerciaError('BAD_USER_INPUT', `${file} cannot be read: check its name and permissions.`, { cause });
  }
}
