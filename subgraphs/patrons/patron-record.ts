/**
 * What is found of one patron, to hand it out or to erase it: links, failures to link and the audit. Kept writes and sessions cannot
 * be found by a patron; rows with tokens of readers go with the lists that they came from.
 */
import { parseId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import { deleteAttempts, findAttempts } from './repositories/attempts.ts';
import { insertAuditEntry, listAuditOfPatron } from './repositories/audit.ts';
import { deleteLinksOf, listAllLinks, listLinks } from './repositories/links.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { LibraryDirectory } from './library-directory.ts';
import { namesOfTrying } from './link-attempts.ts';
import { namesOfAccount, openLink } from './account-links.ts';
import { readNote } from './note.ts';
import type { PatronKeys } from './patron-keys.ts';

export interface PatronRecordDependencies {
  readonly db: Kysely<Database>;
  readonly keys: PatronKeys;
  readonly libraries: LibraryDirectory;
  readonly now: Date;
}

/** Who asks for it, and why. */
export interface RecordRequest {
  /** `Patron.id`. */
  readonly patron: string;
  readonly reason: string;
}

/** By the command line: nobody has signed in. */
const ACTOR = 'command-line';

const WHY_KEPT =
  'The audit answers for who looked at whose account (UK GDPR, articles 5(2) and 17(3)(e)). It names nobody: without the region’s secret nothing leads from its pseudonyms to a person. It is removed after the days that each library keeps it.';

/** Throws BAD_USER_INPUT if it is no patron's id of this region, or without a reason. */
export async function exportPatron(request: RecordRequest, dependencies: PatronRecordDependencies) {
  const { subject, note } = readRequest(request, dependencies.libraries);
  const record = await readRecord(request.patron, await findNames(subject, dependencies), dependencies);
  await noteRequest('EXPORT', subject, note, dependencies);
  return record;
}

/** Throws as {@link exportPatron} does. The accounts at the libraries stay as they are; `keptAuditEntries` of the audit stay too, and `why`. */
export async function erasePatron(request: RecordRequest, dependencies: PatronRecordDependencies) {
  const { subject, note } = readRequest(request, dependencies.libraries);
  const subjects = await findNames(subject, dependencies);
  const { patron, at, audit } = await readRecord(request.patron, subjects, dependencies);
  return dependencies.db.transaction().execute(async (db) => {
    const links = await deleteLinksOf(db, subjects);
    const failedAttempts = await deleteAttempts(db, namesOfAttempts(subjects, dependencies));
    await noteRequest('ERASE', subject, note, { ...dependencies, db });
    return { patron, at, links, failedAttempts, keptAuditEntries: audit.length + 1, why: WHY_KEPT };
  });
}

/**
 * Everything that a patron is called or was called under secrets before, as far as links say so. Every link is opened: what an id from
 * before leads to stands in them alone, and this is asked seldom.
 */
async function findNames(
  subject: string,
  { db, keys }: Pick<PatronRecordDependencies, 'db' | 'keys'>,
): Promise<readonly string[]> {
  const persons = (await listAllLinks(db)).flatMap((stored) => {
    const link = openLink(stored, keys)?.link;
    return link === undefined ? [] : [[link.subject, ...(link.formerly ?? []).map((names) => names.subject)]];
  });
  const known = new Set([subject]);
  for (let before = 0; before < known.size;) {
    before = known.size;
    for (const names of persons) if (names.some((name) => known.has(name))) for (const name of names) known.add(name);
  }
  return [...known];
}

function namesOfAttempts(
  subjects: readonly string[],
  { keys }: Pick<PatronRecordDependencies, 'keys'>,
): readonly string[] {
  return subjects.flatMap((subject) => namesOfTrying(keys, { subject }));
}

async function readRecord(patron: string, subjects: readonly string[], dependencies: PatronRecordDependencies) {
  const { db, keys, now } = dependencies;
  const links = (await listLinks(db, subjects)).flatMap((stored) => {
    const link = openLink(stored, keys)?.link;
    return link === undefined ? [] : [{ ...link, usedAt: stored.usedAt }];
  });
  const attempts = await findAttempts(db, namesOfAttempts(subjects, dependencies));
  const audit = await listAuditOfPatron(
    db,
    subjects,
    links.flatMap(({ account, formerly }) => namesOfAccount(account, keys, formerly)),
  );
  return {
    patron,
    at: now.toISOString(),
    links: links.map(({ account, library, continues, linkedAt, verifiedBy, usedAt }) => ({
      account,
      // The account that goes on in it since its library moved.
      ...(continues && { continues: continues.account }),
      library,
      linkedAt: linkedAt.toISOString(),
      verifiedBy,
      lastUsedAt: usedAt.toISOString(),
    })),
    // Failures to link an account that still count.
    failedAttempts:
      attempts === null
        ? null
        : { failures: attempts.failures, lockedUntil: attempts.lockedUntil?.toISOString() ?? null },
    // What staff did with the accounts that are linked now, and with the links.
    // Notes may name others: an operator who answers the patron reads them in the audit and decides.
    audit: audit.map(({ at, action, actor, account, library, purpose, refusal }) => ({
      at: at.toISOString(),
      action,
      by: actor,
      account,
      library,
      purpose,
      refusal,
    })),
  };
}

async function noteRequest(
  action: 'EXPORT' | 'ERASE',
  patron: string,
  note: string,
  { db, now }: Pick<PatronRecordDependencies, 'db' | 'now'>,
): Promise<void> {
  const nothing = { account: null, library: null, purpose: null, refusal: null };
  await insertAuditEntry(db, { ...nothing, at: now, action, actor: ACTOR, actorLibraries: [], patron, note });
}

function readRequest(
  { patron, reason }: RecordRequest,
  { regionId }: LibraryDirectory,
): { readonly subject: string; readonly note: string } {
  const parts = parseId(patron, 'patron');
  if (parts?.routingKey !== regionId) {
    throw badUserInput('This is no id of a patron of this region; the graph gives it as Patron.id.');
  }
  const note = readNote(reason);
  if (note === null) throw badUserInput('Give a reason: the request for which this is done.');
  return { subject: parts.local, note };
}
