/** Answers one request of OAI-PMH. */
import { readOaiIdentifier, type FeedEntry } from '#feed-log/index.ts';
import { xmlElement, xmlText } from '../xml.ts';
import type { OaiContext } from './context.ts';
import { writeRecord } from './entries.ts';
import { CLOSE_ENVELOPE, openEnvelope, writeFaults } from './envelope.ts';
import { fault, NothingPublishedError, OaiFaults } from './faults.ts';
import { requireFormat, writeFormats } from './formats.ts';
import { identify } from './identify.ts';
import { openList, resumeList, writeList, type OpenedList } from './list.ts';
import { readRequest, type OaiRequest } from './request.ts';
import { badToken } from './token.ts';

/** The answer in the order in which it is sent. What is wrong with the request is an answer, too. */
export async function answerOaiPmh(
  context: OaiContext,
  given: URLSearchParams,
): Promise<string | AsyncIterable<string>> {
  try {
    const answer = await answerRequest(context, readRequest(given));
    const opening = openEnvelope(context, given);
    return typeof answer === 'string' ? `${opening}${answer}${CLOSE_ENVELOPE}` : writeWhole(context, opening, answer);
  } catch (error) {
    if (error instanceof OaiFaults) return writeFaults(context, given, error.faults);
    throw error;
  }
}

async function answerRequest(context: OaiContext, request: OaiRequest): Promise<string | OpenedList> {
  switch (request.verb) {
    case 'Identify':
      return identify(context);
    case 'ListMetadataFormats':
      if (request.identifier !== null) await findEntry(context, request.identifier);
      return writeFormats();
    case 'ListSets':
      // All of them fit into one answer: no token was ever given out.
      if ('resumptionToken' in request) throw badToken('ListSets gives no tokens.');
      return writeSets(context);
    case 'GetRecord':
      return getRecord(context, request);
    case 'ListIdentifiers':
    case 'ListRecords':
      return 'resumptionToken' in request
        ? resumeList(context, request.verb, request.resumptionToken)
        : openList(context, request);
  }
}

async function* writeWhole(context: OaiContext, opening: string, list: OpenedList): AsyncGenerator<string> {
  const { verb } = list.position;
  yield `${opening}<${verb}>`;
  yield* writeList(context, list);
  yield `</${verb}>${CLOSE_ENVELOPE}`;
}

function writeSets({ reader, repository }: OaiContext): string {
  const sets = reader.sets(repository).map(({ spec, name }) => {
    return xmlElement('set', xmlElement('setSpec', xmlText(spec)) + xmlElement('setName', xmlText(name)));
  });
  return xmlElement('ListSets', sets.join(''));
}

async function getRecord(
  context: OaiContext,
  { identifier, metadataPrefix }: { readonly identifier: string; readonly metadataPrefix: string },
): Promise<string> {
  const [entry, format] = await Promise.allSettled([
    findEntry(context, identifier),
    (async () => requireFormat(metadataPrefix))(),
  ]);
  if (entry.status === 'rejected' || format.status === 'rejected') throw joinFaults(entry, format);
  return xmlElement('GetRecord', writeRecord(entry.value, format.value, context.rules.namespace));
}

/** Throws `idDoesNotExist` if there never was one. */
async function findEntry({ reader, rules, repository }: OaiContext, written: string): Promise<FeedEntry> {
  const identifier = readOaiIdentifier(rules.namespace, written);
  const entry = identifier === null ? null : await reader.find(repository, identifier);
  if (entry !== null) return entry;
  if ((await reader.state()) === null) throw new NothingPublishedError();
  throw new OaiFaults(fault('idDoesNotExist', `There is no "${written}" in this repository.`));
}

/** What is wrong with several things at once, as one. An error of another kind goes before. */
function joinFaults(...settled: readonly PromiseSettledResult<unknown>[]): Error {
  const reasons = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  const other = reasons.find((reason) => !(reason instanceof OaiFaults));
  return other ?? new OaiFaults(...reasons.flatMap((reason) => (reason instanceof OaiFaults ? reason.faults : [])));
}
