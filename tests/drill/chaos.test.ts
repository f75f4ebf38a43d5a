/** A small region with one part killed: nothing untrue, nothing lost; then both are planted, and found. */
import { runChaos } from '#drill/chaos/chaos.ts';
import { CHAOS_FAULTS, type ChaosFault } from '#drill/chaos/faults.ts';
import { findFailures } from '#drill/chaos/report.ts';
import { openChaosStage, type ChaosStage } from '#drill/chaos/stage.ts';
import { HAS_POSTGRESQL } from '#tests/support/own-postgres.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SYSTEM = 'koha-oauth';
const KILLED = 'kill -9: circulation';
const NOTHING: ChaosFault = {
  name: 'nothing',
  lastsMs: 1_000,
  impossible: () => null,
  begin: () => Promise.resolve(),
  end: () => Promise.resolve(performance.now()),
  cause: null,
};

describe.skipIf(!HAS_POSTGRESQL)('a chaos run', () => {
  let stage: ChaosStage;
  beforeAll(async () => {
    stage = await openChaosStage({
      parts: ['catalogue', 'circulation', 'harvester', 'gateway'],
      systems: [SYSTEM],
      hasStandby: false,
    });
  }, 120_000);
  afterAll(() => stage.close());

  const run = async (faults: readonly ChaosFault[]): Promise<readonly string[]> => {
    const rows = await runChaos({ stage, seed: 1, faults, isOver: () => true });
    expect(rows.map(({ checks }) => checks.facts > 0 && checks.acknowledged > 0)).toEqual([true]);
    // How long it takes is a matter of the machine.
    return findFailures({ rows, seed: 1, minutes: 0, isIdle: false, busyProcessors: 0, processors: 1 });
  };

  async function loseRulings(): Promise<void> {
    const { db } = stage.databases;
    await sql`DELETE FROM ruling`.execute(db);
    await sql`CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN DELETE FROM ruling WHERE a_local = NEW.a_local AND b_local = NEW.b_local; RETURN NULL; END'`.execute(db);
    await sql`CREATE CONSTRAINT TRIGGER lose AFTER INSERT ON ruling DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION lose()`.execute(db);
  }

  it('finds nothing wrong with a part that is killed, and both a lie and a lost write that are planted', async () => {
    expect(await run(CHAOS_FAULTS.filter(({ name }) => name === KILLED))).toEqual([]);

    // Staff lose every copy and note nothing down, and what is ruled is gone as soon as it is said to be done.
    for (const { staff, truth } of stage.systems)
      for (const barcode of truth.firstBarcodes)
        if ((truth.titleOf(barcode)?.copies.get(barcode)?.now ?? null) !== null) staff.mark(barcode, 'LOST');
    await loseRulings();
    const failures = await run([NOTHING]);

    expect(failures).toContainEqual(expect.stringMatching(/: untrue: copy .* is shown as LOST/u));
    expect(failures).toContainEqual(expect.stringMatching(/: lost: the ruling that .* is gone/u));
  }, 120_000);
});
