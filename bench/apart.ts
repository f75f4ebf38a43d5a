/** The parts of Mercia as processes of their own, as `mercia serve` starts them, on the database that the hub filled. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RegionNotes } from './live/region.ts';

export interface Apart {
  readonly url: string;
  /** Processor time of all parts so far, milliseconds; null where the system does not tell. */
  cpu(): Promise<number | null>;
  close(): Promise<void>;
}

const launcher = fileURLToPath(new URL('../cli/mercia.mjs', import.meta.url));
const START_TIMEOUT_MS = 20_000;
/** Linux counts processor time in ticks of a hundredth of a second, whatever the machine. */
const TICK_MS = 10;

/** Rejects, with nothing left running, where a part does not come up. */
export async function startApart(notes: RegionNotes, data: string): Promise<Apart> {
  const region = join(data, 'bench-region.yaml');
  writeFileSync(region, notes.regionText);
  const parts: ChildProcess[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(parts.map((part) => endPart(part)));
  };
  const environment = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('MERCIA_'))),
    ...notes.secrets,
    MERCIA_REGION: region,
    MERCIA_DATA: data,
    MERCIA_CONTEXT_SECRET: 'a key that only the bench knows of',
  };
  const start = (name: string, port: number, more: Readonly<Record<string, string>> = {}): Promise<void> => {
    const part = spawn(
      process.execPath,
      [
        '--max-semi-space-size=32',
        '--no-allocation-site-pretenuring',
        '--max-old-space-size=1024',
        launcher,
        'serve',
        name,
      ],
      {
        env: { ...environment, MERCIA_PORT: String(port), ...more },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    parts.push(part);
    return untilHealthy(part, name, `http://127.0.0.1:${port}/health`);
  };
  const address = (port: number): string => `http://127.0.0.1:${port}/graphql`;
  try {
    const [catalogue = 0, circulation = 0, patrons = 0, gateway = 0] = await freePorts(4);
    await Promise.all([start('catalogue', catalogue), start('circulation', circulation), start('patrons', patrons)]);
    await start('gateway', gateway, {
      MERCIA_CATALOGUE_URL: address(catalogue),
      MERCIA_CIRCULATION_URL: address(circulation),
      MERCIA_PATRONS_URL: address(patrons),
    });
    return { url: address(gateway), cpu: async () => sumCpu(parts), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function untilHealthy(part: ChildProcess, name: string, url: string): Promise<void> {
  let said = '';
  part.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const alive = await fetch(url, { signal: AbortSignal.timeout(1000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (alive) return;
    if (part.exitCode !== null || Date.now() > deadline)
      throw new Error(`serve ${name} did not come up: ${said.trim()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function endPart(part: ChildProcess): Promise<void> {
  if (part.exitCode !== null || part.signalCode !== null) return;
  const ended = once(part, 'exit');
  part.kill('SIGTERM');
  await ended;
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(
    servers.map(async (server) => {
      server.close();
      await once(server, 'close');
    }),
  );
  return ports;
}

function sumCpu(parts: readonly ChildProcess[]): number | null {
  let ticks = 0;
  for (const { pid } of parts) {
    try {
      const stat = readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      return null;
    }
  }
  return ticks * TICK_MS;
}
