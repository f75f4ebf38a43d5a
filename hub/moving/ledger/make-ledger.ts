/** The job that makes a ledger: class by class, each in a transaction of its own. A killed one is begun again and comes to the same. */
import type { JobWork } from '#comparison/jobs/worker.ts';
import { mappingsOfSnapshot } from '#comparison/mappings/kept-mappings.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { noteWithoutLibrary } from './catalogue-rows.ts';
import { applyCustomRules } from './custom-rules.ts';
import { compareItems } from './compare-items.ts';
import { compareReaderClasses } from './compare-readers.ts';
import { compareRecords } from './compare-records.ts';
import { compareStatements } from './compare-statements.ts';
import { readSides } from './ledger.ts';
import { makeCodeMap, type CodeMap, type Tx } from './worksheet.ts';

/** How often the job says how far it has come, in records. */
const SAY_EVERY = 5_000;

export function ledgerWork(db: Kysely<Database>): JobWork {
  return async ({ id: job, parameters }, progress) => {
    const { ledger } = parameters as { readonly ledger: number };
    const sides = await readSides(db, ledger);
    // Somebody dropped it before its turn came.
    if (sides === null) return;
    const { mappings } = await mappingsOfSnapshot(db, sides.source);
    const decided = mappings.flatMap(({ state, target, ...code }): readonly CodeMap[] =>
      state === 'DECIDED' && target !== null ? [{ ...code, target }] : [],
    );
    const inOne = async (work: (tx: Tx) => Promise<void>): Promise<void> => {
      await db.transaction().execute(async (tx) => {
        await sql`SET LOCAL statement_timeout = 0`.execute(tx);
        await sql`SET LOCAL work_mem = '64MB'`.execute(tx);
        // Worksheets are joined by numbers that each has once: a small sample says all that there is to know of them, in a tenth of the time.
        await sql`SET LOCAL default_statistics_target = 10`.execute(tx);
        await makeCodeMap(tx, decided);
        await work(tx);
      });
    };
    try {
      await progress.step('comparing records');
      let said = 0;
      await inOne((tx) =>
        compareRecords(tx, sides, async (done, total) => {
          if (done < total && done - said < SAY_EVERY) return;
          said = done;
          await progress.step('comparing records', done, total);
        }),
      );
      await progress.step('comparing items');
      await inOne((tx) => compareItems(tx, sides));
      await progress.step('comparing statements');
      await inOne((tx) => compareStatements(tx, sides));
      await progress.step('comparing loans, holds and readers');
      await inOne((tx) => compareReaderClasses(tx, sides));
      await progress.step('applying rules');
      await db.transaction().execute(async (tx) => {
        await noteWithoutLibrary(tx, sides);
        await applyCustomRules(tx, sides);
      });
      await sql`UPDATE ledger SET state = 'WHOLE', whole_at = now() WHERE id = ${ledger} AND job IS NOT DISTINCT FROM ${job}::uuid`.execute(
        db,
      );
    } catch (error) {
      if (!progress.goesOn(error))
        await sql`UPDATE ledger SET state = 'FAILED' WHERE id = ${ledger} AND job IS NOT DISTINCT FROM ${job}::uuid`.execute(
          db,
        );
      throw error;
    }
  };
}
