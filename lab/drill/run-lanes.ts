/** Lanes side by side, each in a process of its own: stages that share a process take each other's time. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DrillOptions } from './drill.ts';
import { createTally, take, type Tally, type Told } from './tally.ts';

const LANE = fileURLToPath(new URL('lane.ts', import.meta.url));

type LanesOptions = Required<Pick<DrillOptions, 'seed' | 'faults' | 'lanes' | 'onProgress'>> &
  Pick<DrillOptions, 'kind'>;

/** Ends when so many faults were met by all lanes together. Rejects if a lane breaks off. */
export async function runLanes({ seed, faults, lanes, kind, onProgress }: LanesOptions): Promise<Tally> {
  const tally = createTally();
  const children = Array.from({ length: lanes }, (_, lane) =>
    fork(LANE, [String(seed + lane), ...(kind === undefined ? [] : [kind])]),
  );
  const end = (): void => {
    for (const child of children) if (child.connected) child.disconnect();
  };
  for (const child of children) {
    child.on('message', (step) => {
      // Sent by lane.ts.
      for (const told of step as readonly Told[]) take(tally, told);
      onProgress(tally);
      if (tally.faults >= faults) end();
    });
  }
  try {
    await Promise.all(children.map(ended));
  } finally {
    end();
  }
  return tally;
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`A lane of the drill broke off (${code ?? 'killed'}); what it printed says why.`);
}
