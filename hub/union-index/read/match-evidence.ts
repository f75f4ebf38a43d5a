import { parseId, type RecordId } from '#domain/ids.ts';
import { sql } from 'kysely';
import { toKeySet } from '../cluster/pair-judge.ts';
import { parseDescription } from '../description.ts';
import { scorePair, toMatchView, type MatchView } from '../match/score-pair.ts';
import { toRuledPair } from '../rulings/ruling.ts';
import type { IndexScope } from './index-scope.ts';
import { toRulingView } from './rulings.ts';
import { isStorable } from './storable.ts';
import type { MatchEvidenceView, RulingView } from './views.ts';

interface EvidenceRow {
  /** `RecordDescription`s as JSON. */
  readonly first: string;
  readonly second: string;
  readonly together: boolean;
  readonly ignored_keys: readonly number[];
  readonly decision: 'SAME' | 'DIFFERENT' | null;
  readonly ruled_at: Date | null;
  readonly note: string | null;
}

/** What the public may see: a record of the region by system and local id, with the edition that it is in. */
function publicRecord(id: RecordId, { systems }: IndexScope): ReturnType<typeof sql> {
  const parts = parseId(id, 'record');
  return sql`(
    SELECT d.description, d.keys, m.edition
    FROM system s JOIN record r ON r.system = s.id AND r.visibility = 'PUBLIC' AND NOT r.deleted
      JOIN public_description d ON d.record = r.id JOIN member m ON m.record = r.id
    WHERE s.system_id = ${parts?.routingKey ?? ''} AND s.system_id = ANY(${systems}::text[])
      AND r.local_id = ${parts?.local ?? ''})`;
}

/**
 * Why two records are, or are not, one edition: weighed again from the index, as matching weighs them.
 * Null if either does not exist or is hidden. Throws BAD_USER_INPUT if they are the same record.
 */
export async function matchEvidence(scope: IndexScope, a: RecordId, b: RecordId): Promise<MatchEvidenceView | null> {
  const pair = toRuledPair(a, b);
  if (!isStorable(a) || !isStorable(b)) return null;
  const { rows } = await sql<EvidenceRow>`
    SELECT x.description AS first, y.description AS second, x.edition = y.edition AS together,
      array(SELECT i.key FROM ignored_key i WHERE i.key = ANY(x.keys)) AS ignored_keys,
      u.decision, u.ruled_at, u.note
    FROM ${publicRecord(a, scope)} x CROSS JOIN ${publicRecord(b, scope)} y
      LEFT JOIN ruling u ON u.a_system = ${pair.aSystem} AND u.a_local = ${pair.aLocal}
        AND u.b_system = ${pair.bSystem} AND u.b_local = ${pair.bLocal}`.execute(scope.db);
  const row = rows[0];
  return row === undefined ? null : toView(a, b, row);
}

function toView(a: RecordId, b: RecordId, row: EvidenceRow): MatchEvidenceView {
  const ignored = toKeySet(new Set(row.ignored_keys));
  const [first, second] = [viewOf(row.first), viewOf(row.second)];
  const { probability, decision, evidence, vetoes } = scorePair(first, second, ignored);
  return {
    a,
    b,
    together: row.together,
    compared: first.keys.some((key) => second.keys.includes(key) && !ignored.has(key)),
    probability,
    decision,
    reasons: evidence.map(({ feature, weight, text }) => ({ feature, weight, detail: text })),
    vetoes: vetoes.map(({ rule, text }) => ({ rule, detail: text })),
    ruling: toRulingOf(a, b, row),
  };
}

function toRulingOf(a: RecordId, b: RecordId, { decision, ruled_at: at, note }: EvidenceRow): RulingView | null {
  if (decision === null || at === null) return null;
  const [first, second] = a < b ? [a, b] : [b, a];
  return toRulingView({ a: first, b: second, decision, at, note });
}

function viewOf(description: string): MatchView {
  return toMatchView(parseDescription(description));
}
