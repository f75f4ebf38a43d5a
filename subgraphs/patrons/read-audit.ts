/** A page of the audit, newest first. */
import { badUserInput } from '#platform/errors.ts';
import { fromCursor } from '#platform/number-cursor.ts';
import { toId } from '#domain/ids.ts';
import { namesOfAccount } from './account-links.ts';
import { listAudit } from './repositories/audit.ts';
import type { AuditPageModel } from './models.ts';
import type { StaffDependencies } from './staff-dependencies.ts';

export interface AuditQuestion {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly account?: string | null | undefined;
  readonly library?: string | null | undefined;
}

const MOST = 200;

/** Throws BAD_USER_INPUT if `first` or `after` cannot be used. */
export async function readAudit(
  question: AuditQuestion,
  { db, keys, accountLinks }: Pick<StaffDependencies, 'db' | 'keys' | 'accountLinks'>,
): Promise<AuditPageModel> {
  const { first, account = null, library = null } = question;
  if (first < 1 || first > MOST) throw badUserInput(`first: 1 to ${MOST}.`);
  const after = fromCursor(question.after, 'this is no place of the audit; take the endCursor of a page');
  const id = account === null ? null : toId(account, 'account');
  const link = id === null ? null : await accountLinks.find(id);
  const accounts = id === null ? (account === null ? null : [account]) : namesOfAccount(id, keys, link?.formerly);
  const entries = await listAudit(db, { first: first + 1, after, accounts, library });
  return { entries: entries.slice(0, first), hasNextPage: entries.length > first, hasPreviousPage: after !== null };
}
