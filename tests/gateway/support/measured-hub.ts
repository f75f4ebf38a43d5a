/** The graph of the wide region in a process with a limited heap, and what each question takes of it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, databaseUrl } from '#tests/support/fresh-database.ts';
import { runScript } from '#tests/support/mercia-process.ts';
import { postQuery, type GraphAnswer } from '../../federation/support/start-graph.ts';
import { fillWideRegion } from './wide-region.ts';

export interface MeasuredAnswer extends Pick<GraphAnswer, 'status' | 'errors' | 'text'> {
  readonly code: unknown;
  /** Processor time that the process took meanwhile, milliseconds. */
  readonly cpuMs: number;
}

export interface MeasuredHub {
  readonly url: string;
  readonly pid: number;
  /** `from`: the address of whoever asks; if not given, of somebody who asks nothing else. */
  ask(query: string, from?: string): Promise<MeasuredAnswer>;
  close(): Promise<void>;
}

/** Clock ticks of `/proc` in a second, on every Linux. */
const TICKS = 100;

/** Some 100 MB are taken before anything is asked: 200 are left. A process that needs more ends. */
const HEAP_MEGABYTES = 300;
/** What one query may take of the processor. */
export const MOST_CPU_MS = 2_000;

/** What is first made is then there: a query is measured, not the start. */
const WARM =
  '{ region { libraries { name openNow } } editions(by: [{ id: "wide:edition:1001" }]) { editions { holdings { id availability { state } } } } }';

export async function startMeasuredHub(): Promise<MeasuredHub> {
  const database = await createTestDatabase({ name: 'wide_region', fill: fillWideRegion });
  const child = runScript(fileURLToPath(new URL('./wide-hub-child.ts', import.meta.url)), [], {
    DATABASE_URL: databaseUrl(database),
    NODE_ENV: 'production',
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MEGABYTES}`,
  });
  const [, url = ''] = await child.printed(/Ready (\S+)/);
  await postQuery(url, { query: WARM });
  let callers = 0;
  return {
    url,
    pid: child.pid,
    async ask(query, from = `10.0.0.${String((callers += 1))}`) {
      const before = processorMsOf(child.pid);
      const { status, errors, text } = await postQuery(url, { query }, { 'x-forwarded-for': from });
      return { status, errors, text, code: errors[0]?.extensions['code'], cpuMs: processorMsOf(child.pid) - before };
    },
    async close() {
      child.child.kill();
      await child.ended;
      await database.close();
    },
  };
}

function processorMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [user = '0', system = '0'] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return ((Number(user) + Number(system)) * 1_000) / TICKS;
}
