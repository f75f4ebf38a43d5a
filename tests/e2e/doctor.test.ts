/** What `mercia doctor` says of the demonstration's systems, and with which exit code. */
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { createLogger } from '#platform/logger.ts';
import { makeTemporaryFolder, runMercia } from '#tests/support/mercia-process.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';

interface System {
  readonly id: string;
  readonly settings: { export?: { source: string }; codes: { NOT_LOAN: Record<string, string> } };
}

const folder = makeTemporaryFolder();
let demo: RunningDemo;

beforeAll(async () => {
  demo = await startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 });
}, 60_000);

afterAll(async () => {
  await demo.close();
  folder.remove();
});

/** Asks one system as the demonstration's file describes it, once changed. */
async function askDoctor(id: string, change: (system: System) => void = () => undefined) {
  const file = parse(demo.regionText) as { readonly systems: readonly System[] };
  for (const system of file.systems) if (system.id === id) change(system);
  const path = join(folder.path, 'region.yaml');
  writeFileSync(path, stringify(file));
  const doctor = runMercia(['doctor', '--region', path, '--system', id], demo.env);
  return { code: await doctor.ended, said: doctor.stdout() };
}

describe('mercia doctor', () => {
  it('says that an export fails that is not at its address, with exit code 1', async () => {
    const { code, said } = await askDoctor('symphony-d', ({ settings }) => {
      settings.export = { source: `${settings.export?.source ?? ''}.gone` };
    });

    expect(said).toMatch(/FAILS +harvest .*answered HTTP 404 where a MARC file was expected/);
    expect(said).toMatch(/can: LIVE_ITEMS/);
    expect(code).toBe(1);
  }, 60_000);

  it('warns of codes that the file does not map, with exit code 2, and gives what to paste', async () => {
    const { code, said } = await askDoctor('koha-b');

    expect(said).toMatch(/warn +codes .*1 of \d+ codes are not mapped/);
    expect(said).toContain('    settings:\n      codes:\n        NOT_LOAN:\n          "9": UNKNOWN  # ');
    expect(code).toBe(2);
  }, 60_000);

  it('has nothing to warn of when they are mapped, with exit code 0', async () => {
    const { code, said } = await askDoctor('koha-b', ({ settings }) => {
      settings.codes.NOT_LOAN['9'] = 'IN_PROCESS';
    });

    expect(said).not.toMatch(/warn|unmapped|paste/);
    expect(code).toBe(0);
  }, 60_000);
});
