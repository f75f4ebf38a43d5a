/** Simulated systems that hold a journal of 4,000 issues beside the titles of the conformance suite. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { createRemoteAdapter } from '#adapters/remote/index.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import type { CallLog } from '#simulators/calls.ts';
import type { FaultSwitch } from '#simulators/faults.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import { addBiblio, addItem } from '#simulators/koha/world.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import * as symphonyWorld from '#simulators/symphony/world.ts';
import * as koha from '#tests/conformance/koha-system.ts';
import * as symphonyConfig from '#tests/conformance/symphony-config.ts';
import * as symphony from '#tests/conformance/symphony-system.ts';
import { startAdapterServer, TEST_SECRET } from '#tests/support/adapter-server.ts';
import { NO_RULES } from '#tests/support/reading-rules.ts';
import { onTestFinished } from 'vitest';

/** The record of the journal. */
export const JOURNAL = 50;
export const ISSUES = 4_000;

export interface LargeTitleSystem {
  readonly config: SystemConfig;
  readonly adapter: LmsAdapter;
  readonly faults: FaultSwitch;
  readonly calls: CallLog;
  /** How a question for copies is called in the log and in faults. */
  readonly itemCalls: string;
}

const OPTIONS = { login: 'oauth' } as const;

export async function createKoha(issues = ISSUES): Promise<LargeTitleSystem> {
  const world = koha.createTestWorld(OPTIONS);
  addBiblio(world, { biblio_id: JOURNAL, marc: koha.marcOf('Journal of Everything') });
  for (let issue = 1; issue <= issues; issue += 1) {
    addItem(world, {
      item_id: 100_000 + issue,
      biblio_id: JOURNAL,
      home_library_id: 'A1',
      item_type_id: 'BK',
      location: 'GEN',
      serial_issue_number: `no. ${issue}`,
    });
  }
  const simulator = await createKohaSimulator({ world });
  const adapter = koha.createTestAdapter(simulator.url, OPTIONS);
  onTestFinished(async () => {
    await adapter.close();
    await simulator.close();
  });
  const { faults, calls } = simulator;
  return { config: koha.testConfig(simulator.url, OPTIONS), adapter, faults, calls, itemCalls: 'items' };
}

/** The same Koha behind an adapter server. */
export async function createRemoteKoha(issues = ISSUES): Promise<LargeTitleSystem> {
  const local = await createKoha(issues);
  const { config } = local;
  const server = await startAdapterServer(new Map([[config.id, local.adapter]]));
  const sign = createContextSigner(TEST_SECRET);
  const adapter = createRemoteAdapter({
    system: config,
    address: server.address,
    sign,
    now: Date.now,
    rules: NO_RULES,
  });
  onTestFinished(async () => {
    await adapter.close();
    await server.close();
  });
  return { ...local, adapter };
}

export async function createSymphony(issues = ISSUES): Promise<LargeTitleSystem> {
  const world = symphony.createTestWorld();
  const bibKey = String(JOURNAL);
  symphonyWorld.addBib(world, { key: bibKey, marc: symphony.marcOf('Journal of Everything') });
  for (let issue = 1; issue <= issues; issue += 1) {
    symphonyWorld.addItem(world, {
      bibKey,
      library: 'ASH-MAIN',
      callNumber: `PER no. ${issue}`,
      barcode: `4${String(issue).padStart(8, '0')}`,
    });
  }
  const simulator = await createSymphonySimulator({ world });
  const options = {
    login: true,
    settings: { ...symphony.MAPPED, export: { source: `${simulator.url}/export/catalogue.mrc` } },
  };
  const adapter = symphonyConfig.createTestAdapter(simulator.url, options);
  onTestFinished(async () => {
    await adapter.close();
    await simulator.close();
  });
  const { faults, calls } = simulator;
  return { config: symphonyConfig.testConfig(simulator.url, options), adapter, faults, calls, itemCalls: 'titles' };
}
