/** Registrations of a plan: which are one person's, where that person belongs, and whose card stays. */
import { findSharingAccounts } from '#comparison/readers/same-readers.ts';
import { scopeOfSnapshot } from '#comparison/readers/shared-reader-reports.ts';
import { textArray } from '#store/binary-array.ts';
import { sql } from 'kysely';
import { personsOf } from './persons.ts';
import { goes, isOfOthers, makeTable, type Prediction } from './prediction.ts';

/**
 * Fills `planned_reader`. Accounts are one person's as `personsOf` says: of those of a person that go, the first keeps its card, its library and its category; the others are merged into it.
 */
export async function predictReaders(prediction: Prediction): Promise<void> {
  const { transaction, plan, region } = prediction;
  await listPersons(prediction);
  const whole = region.systems
    .filter(({ owners }) => owners.every(({ library }) => plan.settings.libraries?.includes(library) ?? true))
    .map(({ id }): string => id);
  const own = sql`CASE
    WHEN s.place IS NULL THEN 'OTHER_LIBRARY'
    WHEN s.is_target THEN 'IN_TARGET'
    WHEN r.library IS NULL AND NOT s.system_id = ANY(${whole}::text[]) THEN 'OWNERLESS'
    WHEN ${isOfOthers(plan, sql`array_remove(ARRAY[r.library], NULL)`)} THEN 'OTHER_LIBRARY'
    ELSE 'CARRIED' END`;
  await sql`
    INSERT INTO planned_reader (plan, system, reader_token, class, goes, person, keeps, home, category)
    SELECT ${plan.number}::int, system, reader_token, CASE WHEN goes AND class = 'CARRIED' AND nth > 1 THEN 'MERGED' ELSE class END,
      goes, person, goes AND nth = 1,
      CASE WHEN goes THEN first_value(library) OVER person ELSE library END,
      CASE WHEN goes THEN first_value(category) OVER person END
    FROM (
      SELECT r.system, r.reader_token, r.library, c.class, c.goes, s.place,
        CASE WHEN s.is_target THEN r.category ELSE code.target END AS category,
        coalesce(p.person, (SELECT coalesce(max(person), 0) FROM plan_person)
          + row_number() OVER (ORDER BY p.person IS NOT NULL, s.system_id, r.reader_token))::int AS person,
        row_number() OVER (PARTITION BY coalesce(p.person::text, s.system_id || ' ' || r.reader_token), c.goes
          ORDER BY c.class <> 'IN_TARGET', s.place, r.reader_token) AS nth
      FROM plan_system s JOIN snapshot_reader r ON r.system = s.system AND r.snapshot = ${plan.snapshot.number}
        LEFT JOIN plan_person p ON p.system = r.system AND p.reader_token = r.reader_token
        LEFT JOIN plan_code code ON code.system = r.system AND code.list = 'PATRON_CATEGORY' AND code.code = r.category
        CROSS JOIN LATERAL (SELECT o.class, ${goes(plan.settings.carry, sql`o.class`)} AS goes
          FROM (SELECT ${own} AS class) o) c) reader
    WINDOW person AS (PARTITION BY person, goes ORDER BY nth)`.execute(transaction);
}

/** `plan_person`: accounts of several systems that seem to be one person's, as far as the agreements let that be seen. */
async function listPersons({ transaction, plan, region }: Prediction): Promise<void> {
  const scope = await scopeOfSnapshot({ db: transaction, snapshot: plan.snapshot, region });
  const accounts = personsOf(await findSharingAccounts(scope))
    .map((person) => person.toSorted())
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
    .flatMap((person, place) =>
      person.map((account) => {
        const [system, token] = JSON.parse(account) as [string, string];
        return { system, token, person: String(place + 1) };
      }),
    );
  await makeTable(
    transaction,
    'plan_person',
    sql`SELECT s.system, a.reader_token, a.person::int AS person
      FROM unnest(${textArray(accounts.map(({ system }) => system))}::text[], ${textArray(accounts.map(({ token }) => token))}::text[],
          ${textArray(accounts.map(({ person }) => person))}::text[]) AS a(system_id, reader_token, person)
        JOIN plan_system s ON s.system_id = a.system_id`,
  );
}
