/**
 * Nothing that a library system knows of a reader comes out of Mercia but in that reader's own answers, and in those of
 * people who gave a purpose. Marks stand for everything personal in every system; everybody asks everything; then every
 * answer, log line, metric, page, command's output and row of the database is searched for them.
 */
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { mutationsOf } from '#tests/support/mutations-of.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEFORE_RELEASE } from '../release.ts';
import { SYSTEMS } from './support/accounts.ts';
import { findLeaks, type Said } from './support/evidence.ts';
import { createMarkFinder, type MarkFinder } from './support/marks.ts';
import { PERSONS, startPlantedRegion, type PlantedRegion } from './support/planted-region.ts';
import { fieldsOf } from './support/questions.ts';
import { startMercia, type Layout } from './support/running-mercia.ts';
import { runCommands, tellEverything, type Told } from './support/tell-everything.ts';
import { WRITES } from './support/writes.ts';

/** Apart it is the way of an answer that differs: whole processes for that are started before a release. */
const LAYOUTS: readonly Layout[] = BEFORE_RELEASE ? ['together', 'apart'] : ['together'];

describe.each<Layout>(LAYOUTS)('what library systems know of readers, where parts run %s,', (layout) => {
  let region: PlantedRegion;
  let database: TestDatabase;
  let find: MarkFinder;
  let told: Told;
  let printed: readonly Said[];
  let logs: readonly Said[];

  beforeAll(async () => {
    region = await startPlantedRegion();
    database = await createTestDatabase();
    const mercia = await startMercia(region, database, layout);
    try {
      // Apart it is the way of an answer that differs, not what each may see.
      const persons = layout === 'together' ? (['public', ...PERSONS] as const) : (['A', 'public'] as const);
      const breakage = layout === 'together' ? 'every fault' : 'one of a kind';
      told = await tellEverything(region, mercia, database, persons, breakage);
      // They are processes of their own, whatever runs beside them.
      printed = layout === 'together' ? await runCommands(region, mercia, told.patron) : [];
    } finally {
      logs = await mercia.stop();
    }
    find = createMarkFinder(region.marks.all);
  }, 300_000);
  afterAll(async () => {
    await region.close();
    await database.close();
  });

  /** The marks that an answer shows. */
  function shownIn(where: string): readonly string[] {
    const texts = told.answers.filter((answer) => answer.where === where).map(({ text }) => text);
    return find(texts.join('\n')).map(({ owner, what }) => `${what} of ${owner}`);
  }

  it('is asked for by every field and every write that there is', () => {
    const ofNoAccount = new Set([...mutationsOf('migration'), ...mutationsOf('catalogue')]);
    const writes = Object.keys(told.schema.getMutationType()?.getFields() ?? {}).filter(
      (name) => !ofNoAccount.has(name),
    );

    expect(fieldsOf(told.schema).filter((field) => !told.asked.has(field))).toEqual([]);
    expect(writes.toSorted()).toEqual(Object.keys(WRITES).toSorted());
  });

  it.each(['A', 'B'] as const)('is shown to whose it is: %s', (owner) => {
    const theirs = region.marks.all.filter((mark) => mark.owner === owner && mark.told);

    expect(shownIn(`${owner}: me`)).toEqual(theirs.map(({ what }) => `${what} of ${owner}`));
    expect(SYSTEMS.every((system) => theirs.some(({ what }) => what.startsWith(system)))).toBe(true);
  });

  it('is shown to staff of the reader’s library who say what for', () => {
    const theirs = region.marks.all.filter(
      ({ owner, told, what }) => owner === 'A' && told && what.startsWith('koha-n'),
    );

    expect(shownIn('staff: look at A of north')).toEqual(theirs.map(({ what }) => `${what} of A`));
    expect(shownIn('staff: look at A of south')).toEqual([]);
  });

  it('is in no other answer', () => {
    expect(findLeaks(told.answers, find)).toEqual([]);
  });

  it('is found by no search', () => {
    expect(told.foundByMarks).toBe(0);
  });

  it('is at no address that tells how things are', () => {
    expect(told.pages.map(({ text }) => text).join('\n')).toContain('mercia_facts_total');
    expect(findLeaks(told.pages, find)).toEqual([]);
  });

  it('is kept in no table but in records as they came, and in notes that staff wrote about copies', () => {
    const keptIn = (column: string) => find(told.tables.find(({ where }) => where === column)?.text ?? '');
    expect(findLeaks(told.tables, find)).toEqual([]);
    expect(keptIn('reject.raw').map(({ what }) => what)).toEqual(['koha-s SOUTH unreadable record title']);
    expect(keptIn('record.title')).not.toEqual([]);
    expect(told.tables.find(({ where }) => where === 'reader.card_token')?.text).not.toBe('');
    expect(keptIn('item.staff_notes')).not.toEqual([]);
    expect(keptIn('hidden_item.staff_notes')).not.toEqual([]);
  });

  it('is in no line of a log, however much is logged', () => {
    expect(logs.map(({ text }) => text).join('')).toContain('"level":20');
    expect(findLeaks(logs, find)).toEqual([]);
  });

  it('is printed by no command', () => {
    expect(printed.length > 0).toBe(layout === 'together');
    expect(findLeaks(printed, find)).toEqual([]);
  });
});
