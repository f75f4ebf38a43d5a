/** Harvests a repository of Mercia as any harvester would. */
import { parseMarcXmlRecord } from '#marc/index.ts';
import { parseOaiPmh, type OaiAnswer, type OaiRecord, type OaiReject } from '#adapters/protocols/oai-pmh/index.ts';
import { badUserInput } from '#platform/errors.ts';
import { askPatiently } from './ask-patiently.ts';
import type { Received } from './received.ts';

export interface HarvestOptions {
  readonly address: string;
  /** Inclusive; null for everything. */
  readonly from: string | null;
  readonly received: Received;
  /** What cannot be read is told of, and lacks then. */
  readonly onUnread: (what: string) => void;
  /** How many entries of how many this pass has received. */
  readonly onPage: (entries: number, total: number | null) => void;
  readonly signal: AbortSignal;
}

/** Gives the newest datestamp of all that was received; null if nothing was. */
export async function harvest(options: HarvestOptions): Promise<string | null> {
  const { address, from, onPage, signal } = options;
  let newest = from;
  let entries = 0;
  let query: Record<string, string> = {
    verb: 'ListRecords',
    metadataPrefix: 'marc21',
    ...(from === null ? {} : { from }),
  };
  for (;;) {
    const answer = await askPage(address, query, signal);
    for (const record of answer.records) {
      receive(record, options);
      if (record.kind === 'record' && (newest === null || record.datestamp > newest)) newest = record.datestamp;
    }
    entries += answer.records.length;
    onPage(entries, answer.resumptionToken?.completeListSize ?? null);
    const token = answer.resumptionToken?.token ?? null;
    if (token === null) return newest;
    if (token === query['resumptionToken']) throw badUserInput(`${address} gives the same page again.`);
    query = { verb: 'ListRecords', resumptionToken: token };
  }
}

async function askPage(address: string, query: Record<string, string>, signal: AbortSignal): Promise<OaiAnswer> {
  const response = await askPatiently(`${address}?${new URLSearchParams(query).toString()}`, signal);
  if (!response.ok) {
    throw badUserInput(`${address} answered HTTP ${response.status}: is it a repository of OAI-PMH?`);
  }
  const answer = parseOaiPmh(new Uint8Array(await response.arrayBuffer()));
  const [error] = answer.errors.filter(({ code }) => code !== 'noRecordsMatch');
  if (error === undefined) return answer;
  throw badUserInput(`${address} answered ${error.code}: ${error.message}`);
}

function receive(record: OaiRecord | OaiReject, { received, onUnread }: HarvestOptions): void {
  if (record.kind === 'reject') {
    onUnread(`${record.header?.identifier ?? record.place}: ${record.reason}`);
    return;
  }
  const identifier = toIdentifier(record.identifier);
  if (record.deleted || record.metadata === null) {
    received.drop(identifier);
    return;
  }
  const parsed = parseMarcXmlRecord(Buffer.from(record.metadata).toString(), { namespaces: record.namespaces });
  if (parsed.kind === 'record') received.keep(identifier, parsed.record);
  else onUnread(`${record.identifier}: ${parsed.reason}`);
}

/** `oai:demo.mercia.example:demo-17` → `demo-17` */
function toIdentifier(oaiIdentifier: string): string {
  return decodeURIComponent(oaiIdentifier.replace(/^oai:[^:]*:/, ''));
}
