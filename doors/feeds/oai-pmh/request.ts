/** Reads a request of OAI-PMH: verb and arguments, as far as they can be judged without the feed. */
import { shorten } from '../asked.ts';
import { readOaiDate, type OaiDate } from './dates.ts';
import { fault, OaiFaults, type OaiFault } from './faults.ts';

export const LIST_VERBS = ['ListIdentifiers', 'ListRecords'] as const;
export type ListVerb = (typeof LIST_VERBS)[number];

export interface ListRequest {
  readonly verb: ListVerb;
  readonly metadataPrefix: string;
  readonly set: string | null;
  readonly from: OaiDate | null;
  readonly until: OaiDate | null;
}

export type OaiRequest =
  | { readonly verb: 'Identify' | 'ListSets' }
  | { readonly verb: 'ListMetadataFormats'; readonly identifier: string | null }
  | { readonly verb: 'GetRecord'; readonly identifier: string; readonly metadataPrefix: string }
  | ListRequest
  | { readonly verb: ListVerb | 'ListSets'; readonly resumptionToken: string };

interface VerbRule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const LIST: VerbRule = { required: ['metadataPrefix'], optional: ['from', 'until', 'set', 'resumptionToken'] };
const VERBS: ReadonlyMap<string, VerbRule> = new Map([
  ['Identify', { required: [], optional: [] }],
  ['ListMetadataFormats', { required: [], optional: ['identifier'] }],
  ['ListSets', { required: [], optional: ['resumptionToken'] }],
  ['GetRecord', { required: ['identifier', 'metadataPrefix'], optional: [] }],
  ['ListIdentifiers', LIST],
  ['ListRecords', LIST],
]);

/** Unreserved characters of a URI, of which prefixes and the parts of a set's name consist. */
const WORD = "[A-Za-z0-9_.!~*'()-]+";
const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ['metadataPrefix', new RegExp(`^${WORD}$`)],
  ['set', new RegExp(`^${WORD}(:${WORD})*$`)],
  ['identifier', /^[a-zA-Z][a-zA-Z0-9+.-]*:[A-Za-z0-9\-_.!~*'();/?:@&=+$,%]+$/],
]);

/** Throws every fault of verb and arguments at once. */
export function readRequest(given: URLSearchParams): OaiRequest {
  const verbs = given.getAll('verb');
  const [verb = ''] = verbs;
  const rule = VERBS.get(verb);
  if (verbs.length > 1) throw new OaiFaults(fault('badVerb', 'There is more than one verb: send one.'));
  if (rule === undefined) {
    const what = verb === '' ? 'There is no verb' : 'There is no such verb';
    throw new OaiFaults(fault('badVerb', `${what}: send one of ${[...VERBS.keys()].join(', ')}.`));
  }
  const faults = [...argumentFaults(given, verb, rule), ...formFaults(given), ...dateFaults(given)];
  if (faults.length > 0) throw new OaiFaults(...faults);
  return toRequest(given, verb);
}

function argumentFaults(given: URLSearchParams, verb: string, rule: VerbRule): OaiFault[] {
  const names = [...new Set(given.keys())].filter((name) => name !== 'verb');
  const faults: OaiFault[] = [];
  for (const name of names) {
    if (!rule.required.includes(name) && !rule.optional.includes(name)) {
      faults.push(fault('badArgument', `${verb} has no argument "${shorten(name)}": leave it out.`));
    } else if (given.getAll(name).length > 1) {
      faults.push(fault('badArgument', `${name} is there more than once: send it once.`));
    }
  }
  if (given.has('resumptionToken')) {
    const others = names.filter((name) => name !== 'resumptionToken');
    const message = 'resumptionToken excludes every other argument: send it alone, or start again without it.';
    if (others.length > 0 && rule.optional.includes('resumptionToken')) faults.push(fault('badArgument', message));
    return faults;
  }
  for (const name of rule.required) {
    if (!given.has(name)) faults.push(fault('badArgument', `${verb} needs the argument ${name}.`));
  }
  return faults;
}

function formFaults(given: URLSearchParams): OaiFault[] {
  return [...FORMS].flatMap(([name, form]) => {
    const value = given.get(name);
    if (value === null || form.test(value)) return [];
    return [fault('badArgument', `${name} has characters that it cannot have, or is empty: "${shorten(value)}".`)];
  });
}

function dateFaults(given: URLSearchParams): OaiFault[] {
  const faults: OaiFault[] = [];
  const [from, until] = ['from', 'until'].map((name) => {
    const text = given.get(name);
    const date = text === null ? null : readOaiDate(text);
    if (text !== null && date === null) {
      const message = `${name} is no date of the forms 2026-01-31 and 2026-01-31T23:59:59Z: "${shorten(text)}".`;
      faults.push(fault('badArgument', message));
    }
    return date;
  });
  if (!from || !until) return faults;
  if (from.granularity !== until.granularity) {
    faults.push(
      fault('badArgument', 'from and until differ in granularity: give both by the day, or both by the second.'),
    );
  } else if (from.first > until.last) {
    faults.push(fault('badArgument', 'from is later than until: give them the other way round.'));
  }
  return faults;
}

function toRequest(given: URLSearchParams, verb: string): OaiRequest {
  const textOf = (name: string): string => given.get(name) ?? '';
  const token = given.get('resumptionToken');
  switch (verb) {
    case 'ListMetadataFormats':
      return { verb, identifier: given.get('identifier') };
    case 'GetRecord':
      return { verb, identifier: textOf('identifier'), metadataPrefix: textOf('metadataPrefix') };
    case 'ListIdentifiers':
    case 'ListRecords':
      if (token !== null) return { verb, resumptionToken: token };
      return {
        verb,
        metadataPrefix: textOf('metadataPrefix'),
        set: given.get('set'),
        from: readOaiDate(textOf('from')),
        until: readOaiDate(textOf('until')),
      };
    case 'ListSets':
      return token === null ? { verb } : { verb, resumptionToken: token };
    default:
      return { verb: 'Identify' };
  }
}
