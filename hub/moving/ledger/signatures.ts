/** Rules and who signed them: a rule is right for as much as it explained when somebody looked at its sample. */
import type { LedgerClass, RuleState } from '#domain/ledger.ts';
import { createHash } from 'node:crypto';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { getWholeLedger, type Ledger } from './ledger.ts';
import { BUILT_IN_RULES, findBuiltIn } from './rules.ts';

export interface SampledRow {
  readonly key: string;
  /** Whose row it is; empty of none. */
  readonly libraries?: readonly string[];
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

export interface Signature {
  /** A pseudonym; the same at each sign-in. */
  readonly subject: string;
  /** As what the person signs: `systems librarian`. */
  readonly signedAs: string;
  readonly at: Date;
  readonly rows: number;
  readonly share: number;
  /** Of what the rule explained, and of the settings then; null of a signature from before there were any. */
  readonly digest: string | null;
}

export interface LedgerRule {
  readonly name: string;
  readonly class: LedgerClass;
  readonly says: string;
  /** Null for a rule that every ledger has. */
  readonly field: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Rows that it explains, wholly or in part, and which share of the class that is: 0 to 1. */
  readonly rows: number;
  readonly share: number;
  /** SHA-256 of what it explains: row, field, from and to. Null if it explains nothing. */
  readonly digest: string | null;
  readonly sample: readonly SampledRow[];
  readonly state: RuleState;
  /** The newest; null if nobody has signed. */
  readonly signature: Signature | null;
}

/** Those that every ledger has, in their order, then those of the team. */
export async function listRules(db: Kysely<Database>, ledger: Ledger): Promise<readonly LedgerRule[]> {
  const { number } = ledger;
  const { rows } = await sql<Omit<LedgerRule, 'state' | 'share'> & { readonly of: number }>`
    SELECT r.name, r.class, coalesce(r.says, '') AS says, r.field, r.from_pattern AS "from", r.to_pattern AS "to", r.rows, r.digest, r.sample,
      coalesce((SELECT sum(c.rows) FROM ledger_count c WHERE c.ledger = r.ledger AND c.class = r.class), 0)::int AS of,
      (SELECT json_build_object('subject', s.subject, 'signedAs', s.signed_as, 'at', s.signed_at, 'rows', s.rows, 'share', s.share, 'digest', s.digest)
        FROM ledger_signature s WHERE s.ledger = r.ledger AND s.rule = r.name ORDER BY s.id DESC LIMIT 1) AS signature
    FROM ledger_rule r WHERE r.ledger = ${number} ORDER BY r.made_at NULLS FIRST, r.name`.execute(db);
  const order = Object.keys(BUILT_IN_RULES);
  return rows
    .map(({ of, ...row }): LedgerRule => {
      const share = of === 0 ? 0 : row.rows / of;
      const signature = row.signature === null ? null : { ...row.signature, at: new Date(row.signature.at) };
      const rule = { ...row, says: findBuiltIn(row.name)?.says ?? row.says, share, signature };
      return { ...rule, state: stateOf(rule, ledger) };
    })
    .toSorted((a, b) => placeOf(order, a.name) - placeOf(order, b.name));
}

function placeOf(order: readonly string[], name: string): number {
  const place = order.indexOf(name);
  return place === -1 ? order.length : place;
}

function stateOf(
  { rows, share, digest, signature }: Pick<LedgerRule, 'rows' | 'share' | 'digest' | 'signature'>,
  ledger: Ledger,
): RuleState {
  const { tolerance, maxShare } = ledger.settings;
  if (rows === 0) return 'UNUSED';
  if (signature === null) return 'UNSIGNED';
  if (rows > signature.rows * (1 + tolerance)) return 'GREW';
  const [explained, settings] = signature.digest?.split(' ') ?? [];
  // As many rows, and others: whoever tolerates some more has said that they need not be the same.
  if (settings !== digestOfSettings(ledger) || (tolerance === 0 && explained !== digest)) return 'GREW';
  // Whoever signed when it was over the share already has seen that it was.
  return share > maxShare && signature.share <= maxShare ? 'OVER_SHARE' : 'SIGNED';
}

/** Of all that makes the same number say something else. */
function digestOfSettings({ systems, libraries, plan, targetSystem, settings }: Ledger): string {
  const { tolerance, maxShare } = settings;
  return createHash('sha256')
    .update(JSON.stringify([systems, libraries, plan, targetSystem, tolerance, maxShare]))
    .digest('hex');
}

/** Whether somebody has to look at it before the ledger is done. */
export function asksForSignature({ state }: Pick<LedgerRule, 'state'>): boolean {
  return state !== 'UNUSED' && state !== 'SIGNED';
}

const LONGEST = 80;

/** Throws BAD_USER_INPUT if the rule explains nothing, or other than the person saw. */
export async function signRule(
  db: Kysely<Database>,
  name: string,
  {
    rule: wanted,
    signedAs,
    rows,
    digest = null,
    subject,
    at,
  }: {
    readonly rule: string;
    readonly signedAs: string;
    /** How many rows it explained when the person looked. */
    readonly rows: number;
    /** Of what it explained then: as many rows may be others. Null, or not given, if the person did not say. */
    readonly digest?: string | null;
    readonly subject: string;
    readonly at: Date;
  },
): Promise<void> {
  const ledger = await getWholeLedger(db, name);
  if (signedAs.trim() === '' || signedAs.length > LONGEST)
    throw badUserInput(`as: say as what you sign, such as "systems librarian", 1 to ${LONGEST} characters.`);
  const rule = (await listRules(db, ledger)).find((one) => one.name === wanted);
  if (rule === undefined || rule.rows === 0)
    throw badUserInput('rule: no rule of this name explains anything in this ledger.');
  if (rule.rows !== rows) {
    throw badUserInput(
      `rows: the rule explains ${String(rule.rows)} rows, not as many as you saw; look at its sample again.`,
    );
  }
  if (digest !== null && digest !== rule.digest)
    throw badUserInput('digest: the rule explains other rows than you saw; look at its sample again.');
  await sql`INSERT INTO ledger_signature (ledger, rule, subject, signed_as, signed_at, rows, share, digest)
    VALUES (${ledger.number}, ${wanted}, ${subject}, ${signedAs.trim()}, ${at}, ${rule.rows}, ${rule.share},
      ${`${rule.digest ?? ''} ${digestOfSettings(ledger)}`})`.execute(db);
}
