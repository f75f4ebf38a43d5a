/** The demonstration region in a process of its own, standing still. */
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { createLogger } from '#platform/logger.ts';
import type { SeenCall } from '../fan-out.ts';
import type { RegionNotes } from '../live/region.ts';
import { serveCommands } from '../support/child.ts';

let demo: RunningDemo | undefined;

export interface DemoNotes extends RegionNotes {
  readonly systems: readonly { readonly id: string; readonly url: string }[];
}

const commands = {
  async start(): Promise<DemoNotes> {
    demo = await startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 });
    const systems = demo.systems.map(({ id, url }) => ({ id, url }));
    // Nothing is told again: every page asks the systems.
    const regionText = demo.regionText.replaceAll(/^ {4}kind: \w+$/gm, '$&\n    limits: { freshForMs: 0 }');
    return { regionText, secrets: demo.env, systems };
  },

  /** Every system answers so many milliseconds later from now on. */
  async slow(ms: number): Promise<void> {
    for (const { simulator } of demo?.systems ?? []) await simulator.faults.set({ slowMs: ms });
  },

  async forgetCalls(): Promise<void> {
    for (const { simulator } of demo?.systems ?? []) simulator.calls.clear();
  },

  /** What each system was asked since, in order. */
  async calls(): Promise<Readonly<Record<string, readonly SeenCall[]>>> {
    return Object.fromEntries(
      (demo?.systems ?? []).map(({ id, simulator }) => [
        id,
        simulator.calls.list.map(({ path, query, kind }) => ({ path, query, kind })),
      ]),
    );
  },
};

export type DemoCommands = typeof commands;

serveCommands(commands, async () => demo?.close());
