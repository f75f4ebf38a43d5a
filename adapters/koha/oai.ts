/** Questions to Koha's OAI-PMH address, one at a time. */
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { looksLikeHtml, type HttpResponse } from '#platform/http-client.ts';
import { steadyNow } from '#platform/steady-clock.ts';
import { lmsError } from '../shared/lms-error.ts';
import { parseOaiPmh, type OaiAnswer, type OaiIdentify, type OaiRequest } from '../protocols/oai-pmh/index.ts';
import type { KohaClient } from './client.ts';
import type { OaiHost } from './oai-hosts.ts';
import type { KohaSite } from './site.ts';

/** So long a site without OAI-PMH is not looked at again; it may be switched on, or its web server may have been upgraded. */
const NONE_FOR_MS = 300_000;

export type KohaOai = ReturnType<typeof createOai>;

export function createOai(site: KohaSite, client: Pick<KohaClient, 'oaiHosts'>) {
  const system = site.system.id;
  const settings = site.settings.oai;
  let identified: OaiIdentify | null = null;
  let noneUntil = 0;
  let [host] = client.oaiHosts as readonly [OaiHost, ...OaiHost[]];
  let prefix: string | null = null;
  let setChecked = false;

  /** One answer; errors of the protocol (`noRecordsMatch` …) are part of it. */
  async function ask(request: OaiRequest, signal: AbortSignal): Promise<OaiAnswer> {
    await identify(signal);
    return readAnswer(system, await host.ask('OAI-PMH', { ...request }, signal));
  }

  /** Finds the host that answers; the first one where none does. Null where the site has no OAI-PMH. Remembered; null for a while alone. */
  async function identify(signal: AbortSignal): Promise<OaiIdentify | null> {
    if (identified !== null || steadyNow() < noneUntil) return identified;
    const silent: OaiHost[] = [];
    for (const candidate of client.oaiHosts) {
      const found = await identifyAt(candidate, signal).catch((error: unknown) => {
        if (!candidate.presumed || signal.aborted || !isMerciaError(error)) throw error;
        silent.push(candidate);
        return null;
      });
      if (found === null) continue;
      host = candidate;
      return (identified = found);
    }
    // One that did not answer may the next time.
    if (silent.length === 0) noneUntil = steadyNow() + NONE_FOR_MS;
    return null;
  }

  async function identifyAt(candidate: OaiHost, signal: AbortSignal): Promise<OaiIdentify | null> {
    const response = await candidate.ask('OAI-PMH', { verb: 'Identify' }, signal);
    // Koha answers 404 where OAI-PMH is switched off; anything else that is no answer is a fault, which may pass.
    return response.status === 404 ? null : readAnswer(system, response).identify;
  }

  /**
   * The part of the identifiers before the record number, colon included; null for an empty catalogue. Remembered
   * until a record is not found by it.
   */
  async function identifierPrefix(signal: AbortSignal): Promise<string | null> {
    if (prefix !== null) return prefix;
    const answer = await ask({ verb: 'ListIdentifiers', metadataPrefix: settings.prefix }, signal);
    const first = answer.records.find((record) => record.kind === 'record');
    prefix = first === undefined ? null : repositoryIn(first.identifier);
    return prefix;
  }

  function oneOf(before: string, biblioId: string | number, signal: AbortSignal): Promise<OaiAnswer> {
    return ask({ verb: 'GetRecord', identifier: `${before}${biblioId}`, metadataPrefix: settings.prefix }, signal);
  }

  return {
    ask,

    identify,

    identifierPrefix,
    /** The answer for one record; null where it is not known by which identifier to ask, as of an empty catalogue. */
    async record(biblioId: string | number, signal: AbortSignal): Promise<OaiAnswer | null> {
      const before = await identifierPrefix(signal);
      if (before === null) return null;
      const answer = await oneOf(before, biblioId, signal);
      if (!answer.errors.some(({ code }) => code === 'idDoesNotExist')) return answer;
      // No record has this identifier, or the site has given itself another name since.
      prefix = null;
      const now = await identifierPrefix(signal);
      if (now === before) return answer;
      return now === null ? null : oneOf(now, biblioId, signal);
    },
    /** Checks `oai.set` against the site's list: Koha answers an unknown set with the whole catalogue. */
    async checkSet(signal: AbortSignal): Promise<void> {
      if (settings.set === undefined || setChecked) return;
      const known = await setsOf(site, ask, signal);
      if (!known.has(settings.set)) throw unknownSet(system, settings.set, known);
      setChecked = true;
    },
  };
}

/**
 * Gives the token of each answer of a list, null behind its end. Throws LMS_BAD_RESPONSE for one that was given before: a list that
 * goes round has no end.
 */
export function createTokenCheck(site: KohaSite): (answer: OaiAnswer) => string | null {
  const given = new Set<string>();
  return ({ resumptionToken }) => {
    const token = resumptionToken?.token ?? null;
    if (token !== null && given.has(token)) throw oaiError(site, 'gives the same resumption token for ever');
    if (token !== null) given.add(token);
    return token;
  };
}

async function setsOf(
  site: KohaSite,
  ask: (request: OaiRequest, signal: AbortSignal) => Promise<OaiAnswer>,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  const tokenOf = createTokenCheck(site);
  let answer = await ask({ verb: 'ListSets' }, signal);
  for (;;) {
    for (const set of answer.sets) known.add(set);
    const token = tokenOf(answer);
    if (token === null) return known;
    answer = await ask({ verb: 'ListSets', resumptionToken: token }, signal);
  }
}

function unknownSet(system: string, set: string, known: ReadonlySet<string>): MerciaError {
  const some = known.size === 0 ? 'none' : [...known].slice(0, 10).join(', ');
  const what = `there is no set ${set} (Koha would answer with the whole catalogue); known: ${some}`;
  return lmsError(system, 'CONFIG_INVALID', `OAI-PMH: ${what}`);
}

function readAnswer(system: string, response: HttpResponse): OaiAnswer {
  const bad = (what: string): MerciaError => lmsError(system, 'LMS_BAD_RESPONSE', `OAI-PMH: ${what}`);
  if (response.status !== 200)
    throw bad(`answered HTTP ${response.status}; check oai.address and oai.path, and that OAI-PMH is switched on`);
  if (looksLikeHtml(response.body.toString('utf8', 0, 500))) {
    throw bad('answered a web page where OAI-PMH was expected; check oai.path, and that the site is not overloaded');
  }
  try {
    return parseOaiPmh(response.body);
  } catch (error) {
    if (isMerciaError(error, 'LMS_BAD_RESPONSE'))
      throw bad('the answer cannot be read; ask again later, or check the site');
    throw error;
  }
}

/** The record number in an identifier (`KOHA-OAI:5`); null where there is none. */
export function biblioIdOfIdentifier(identifier: string): number | null {
  const number = identifier.slice(identifier.lastIndexOf(':') + 1);
  return /^\d{1,15}$/.test(number) ? Number(number) : null;
}

/** What stands before it, colon included: the name of the repository, the same in every identifier of a site. */
export function repositoryIn(identifier: string): string {
  return identifier.slice(0, identifier.lastIndexOf(':') + 1);
}

/** The repository that most identifiers of a page name: a site may give itself another name at any time. */
export function repositoryOf(records: OaiAnswer['records']): string | null {
  const counts = new Map<string, number>();
  for (const record of records) {
    if (record.kind === 'reject') continue;
    const name = repositoryIn(record.identifier);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? null;
}

/**
 * All ids that the site still has, by headers alone. Null while there is a header whose number nobody can read: its record is
 * not gone, so nothing is taken for deleted.
 */
export async function sweepByOai(
  site: KohaSite,
  oai: KohaOai,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  const { prefix, set } = site.settings.oai;
  const ids = new Set<string>();
  let request: OaiRequest = { verb: 'ListIdentifiers', metadataPrefix: prefix, ...(set === undefined ? {} : { set }) };
  let cursor: number | null = null;
  const tokenOf = createTokenCheck(site);
  for (;;) {
    const answer: OaiAnswer = await oai.ask(request, signal);
    if (answer.errors.some((error) => error.code !== 'noRecordsMatch'))
      throw oaiError(site, 'breaks off its list of identifiers; try again later');
    for (const record of answer.records) {
      const header = record.kind === 'record' ? record : record.header;
      const biblioId = header === null || header.deleted ? null : biblioIdOfIdentifier(header.identifier);
      if (biblioId !== null) ids.add(String(biblioId));
      else if (header?.deleted !== true) return null;
    }
    const token = tokenOf(answer);
    if (token === null) return ids;
    const next = answer.resumptionToken?.cursor ?? null;
    if (next !== null && cursor !== null && next <= cursor)
      throw oaiError(site, 'loses its resumption tokens; try again later');
    cursor = next ?? cursor;
    request = { verb: 'ListIdentifiers', resumptionToken: token };
  }
}

export function oaiError(site: KohaSite, what: string): MerciaError {
  return lmsError(site.system.id, 'LMS_BAD_RESPONSE', `harvest by OAI-PMH: the site ${what}`);
}
