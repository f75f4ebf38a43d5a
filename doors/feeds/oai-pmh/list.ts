/** ListIdentifiers and ListRecords: a page of a list, written while it is read. */
import { setImmediate } from 'node:timers/promises';
import type { FeedEntry, FeedPage, FeedSelection, FeedState } from '#feed-log/index.ts';
import { xmlElement, xmlText } from '../xml.ts';
import type { OaiContext } from './context.ts';
import { writeOaiDate } from './dates.ts';
import { writeHeader, writeRecord } from './entries.ts';
import { fault, NothingPublishedError, OaiFaults } from './faults.ts';
import { requireFormat } from './formats.ts';
import type { ListRequest, ListVerb } from './request.ts';
import { badToken, readToken, writeToken, type ListPosition } from './token.ts';

/** Entries read at once: the largest have 100 kB, and an answer must not need the memory of all of them. */
const READ_AT_ONCE = 100;
/** Entries written before others have their turn. */
const WRITTEN_AT_ONCE = 20;

/** A page of a list that is not empty, as far as it was read. */
export interface OpenedList {
  readonly state: FeedState;
  readonly position: ListPosition;
  readonly first: FeedPage;
  readonly resumed: boolean;
}

/** Throws what is wrong with the request; `noRecordsMatch` if there is nothing to list. */
export async function openList(context: OaiContext, request: ListRequest): Promise<OpenedList> {
  requireFormat(request.metadataPrefix);
  const state = await context.reader.state();
  if (state === null) throw new NothingPublishedError();
  const { from, until, set, verb, metadataPrefix } = request;
  checkWindow(context, request, state);
  if (set !== null && !hasSet(context, set)) throw noRecords(`There is no set "${set}": ListSets names them.`);
  const position: ListPosition = {
    verb,
    metadataPrefix,
    set,
    // A date before the beginning is no bound; the database does not know every year that can be written.
    from: from === null || from.first <= state.beganAt ? null : from.first,
    until: until?.last ?? null,
    after: 0,
    cursor: 0,
    size: 0,
  };
  const selection = selectionOf(context, position);
  const first = await context.reader.page(selection, 0, firstCount(context));
  if (first.entries.length === 0)
    throw noRecords('Nothing in this repository was changed in this time, or is in this set.');
  const size = first.next === null ? first.entries.length : await context.reader.count(selection);
  return { state, position: { ...position, size }, first, resumed: false };
}

/** Goes on behind a token. */
export async function resumeList(context: OaiContext, verb: ListVerb, token: string): Promise<OpenedList> {
  const { reader, repository } = context;
  const state = await reader.state();
  if (state === null) throw badToken('Nothing has been published here.');
  const position = readToken(token, { epoch: state.epoch, repository }, verb);
  const { set } = position;
  if (set !== null && !hasSet(context, set)) throw badToken(`The set of this token, "${set}", is no longer there.`);
  if (position.after > state.position) throw badToken('This token is of a position that has not been reached.');
  requireFormat(position.metadataPrefix);
  const first = await reader.page(selectionOf(context, position), position.after, firstCount(context));
  if (first.entries.length === 0) throw noRecords('What was left of this list was changed meanwhile, after its until.');
  return { state, position, first, resumed: true };
}

/** The elements of a list: its entries, then the token. Ends early, with an error, if the feed cannot be read on. */
export async function* writeList(context: OaiContext, opened: OpenedList): AsyncGenerator<string> {
  const { position, state, resumed } = opened;
  const selection = selectionOf(context, position);
  let page = opened.first;
  let given = 0;
  for (;;) {
    yield* writeEntries(context, position, page.entries);
    given += page.entries.length;
    const wanted = Math.min(READ_AT_ONCE, context.pageSize - given);
    if (page.next === null || wanted <= 0) break;
    page = await context.reader.page(selection, page.next, wanted);
  }
  const { cursor, size } = position;
  const owner = { epoch: state.epoch, repository: context.repository };
  if (page.next !== null) {
    // What is changed meanwhile comes again at the end: the list grows while it is read.
    const atLeast = Math.max(size, cursor + given + 1);
    const next = { ...position, after: page.next, cursor: cursor + given, size: atLeast };
    yield writeTokenElement(writeToken(owner, next), atLeast, cursor);
  } else if (resumed) {
    yield writeTokenElement('', cursor + given, cursor);
  }
}

async function* writeEntries(
  { rules: { namespace } }: OaiContext,
  { verb, metadataPrefix }: ListPosition,
  entries: readonly FeedEntry[],
): AsyncGenerator<string> {
  const format = requireFormat(metadataPrefix);
  const write = (entry: FeedEntry): string =>
    verb === 'ListIdentifiers' ? writeHeader(entry, namespace) : writeRecord(entry, format, namespace);
  for (let at = 0; at < entries.length; at += WRITTEN_AT_ONCE) {
    yield entries
      .slice(at, at + WRITTEN_AT_ONCE)
      .map(write)
      .join('');
    await setImmediate();
  }
}

function writeTokenElement(token: string, completeListSize: number, cursor: number): string {
  return xmlElement('resumptionToken', xmlText(token), { completeListSize, cursor });
}

function checkWindow({ responseDate }: OaiContext, { from, until }: ListRequest, { beganAt }: FeedState): void {
  if (from !== null && from.first > responseDate) {
    throw noRecords(`from is in the future: here it is ${writeOaiDate(responseDate)}.`);
  }
  // To the second, as datestamps are.
  if (until !== null && writeOaiDate(until.last) < writeOaiDate(beganAt)) {
    throw noRecords(`Nothing is older than ${writeOaiDate(beganAt)}.`);
  }
}

function hasSet({ reader, repository }: OaiContext, set: string): boolean {
  return reader.sets(repository).some(({ spec }) => spec === set);
}

function selectionOf({ repository }: OaiContext, { set, from, until }: ListPosition): FeedSelection {
  return { repository, set, from, until };
}

function firstCount({ pageSize }: OaiContext): number {
  return Math.min(READ_AT_ONCE, pageSize);
}

function noRecords(message: string): OaiFaults {
  return new OaiFaults(fault('noRecordsMatch', message));
}
