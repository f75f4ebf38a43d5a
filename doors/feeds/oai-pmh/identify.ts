/** What a repository says of itself. */
import type { MergedPart } from '#domain/feeds.ts';
import type { Region } from '#domain/region.ts';
import { EDITIONS_REPOSITORY, libraryRepository, oaiIdentifier } from '#feed-log/index.ts';
import { ENCODINGS } from '#platform/compression.ts';
import { xmlElement, xmlText } from '../xml.ts';
import type { OaiContext } from './context.ts';
import { writeOaiDate } from './dates.ts';
import { XSI_NAMESPACE } from './envelope.ts';

const IDENTIFIER_NAMESPACE = 'http://www.openarchives.org/OAI/2.0/oai-identifier';
/** The container that the implementation guidelines name for what is in a repository, and what may be done with it. */
const EPRINTS_NAMESPACE = 'http://www.openarchives.org/OAI/1.1/eprints';

const MERGED_WORDS: Readonly<Record<MergedPart, string>> = {
  IDENTIFIERS: 'identifiers',
  SUBJECTS: 'subject headings',
  CONTENTS: 'tables of contents',
  SUMMARIES: 'summaries',
};

export async function identify(context: OaiContext): Promise<string> {
  const { reader, repository, rules, baseUrl, responseDate } = context;
  const state = await reader.state();
  const { entries } = await reader.page({ repository, set: null, from: null, until: null }, 0, 1);
  const descriptions = [
    ...entries.map(({ identifier }) => describeIdentifiers(rules.namespace, identifier)),
    describeContent(context),
  ];
  const parts = [
    xmlElement('repositoryName', xmlText(nameOf(context))),
    xmlElement('baseURL', xmlText(baseUrl)),
    xmlElement('protocolVersion', '2.0'),
    xmlElement('adminEmail', xmlText(rules.adminEmail)),
    // Before anything was published: nothing will be older than now.
    xmlElement('earliestDatestamp', writeOaiDate(state?.beganAt ?? responseDate)),
    xmlElement('deletedRecord', 'persistent'),
    xmlElement('granularity', 'YYYY-MM-DDThh:mm:ssZ'),
    ...ENCODINGS.map((encoding) => xmlElement('compression', encoding)),
    ...descriptions.map((description) => xmlElement('description', description)),
  ];
  return xmlElement('Identify', parts.join(''));
}

/** Of the region, or of one library in it. */
export function nameOf({ region, repository }: Pick<OaiContext, 'region' | 'repository'>): string {
  const library = region.libraries.find(({ id }) => libraryRepository(id) === repository);
  return library === undefined ? `${region.name}: editions` : `${library.name}: records`;
}

/** By one that is there: before anything was published there is none to show. */
function describeIdentifiers(namespace: string, sample: string): string {
  return container('oai-identifier', IDENTIFIER_NAMESPACE, [
    xmlElement('scheme', 'oai'),
    xmlElement('repositoryIdentifier', xmlText(namespace)),
    xmlElement('delimiter', ':'),
    xmlElement('sampleIdentifier', xmlText(oaiIdentifier(namespace, sample))),
  ]);
}

/** The rules of the region file: whose MARC it is, what is merged in, and who forbids passing theirs on. */
function describeContent(context: OaiContext): string {
  const text = (words: string): string => xmlElement('text', xmlText(words));
  return container('eprints', EPRINTS_NAMESPACE, [
    xmlElement('content', text(contentOf(context))),
    xmlElement('metadataPolicy', text(withheldIn(context))),
    xmlElement(
      'dataPolicy',
      text('There is metadata only. Whether a copy is in is not told here, for it changes by the minute.'),
    ),
  ]);
}

function contentOf(context: OaiContext): string {
  const { region, rules, repository } = context;
  if (repository !== EDITIONS_REPOSITORY) {
    return 'The records of one library, each with the MARC of its own system and the holdings of this library alone.';
  }
  const systems = rules.marcFrom.map((id) => region.systems.find((system) => system.id === id)?.name ?? id);
  const source =
    systems.length === 0
      ? 'Each has the MARC of the record that says most.'
      : `Each has the MARC of the first of these systems that has a record of it: ${systems.join('; ')}; else of the record that says most.`;
  const merged = rules.merge.map((part) => MERGED_WORDS[part]);
  const mergedIn =
    merged.length === 0
      ? 'Nothing is taken over from the other records of an edition.'
      : `Taken over from the other records of an edition, where its own lacks them: ${merged.join(', ')}.`;
  return `The editions of the region, with the holdings of its libraries. ${source} ${mergedIn}`;
}

function withheldIn({ region, rules }: OaiContext): string {
  const names = namesOf(region, rules.withheld);
  if (names.length === 0) return 'No library of the region forbids passing its records on.';
  return `These libraries forbid passing their records on; neither their records nor their holdings are here: ${names.join('; ')}.`;
}

function namesOf({ libraries }: Region, ids: readonly string[]): readonly string[] {
  return libraries.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
}

function container(name: string, namespace: string, children: readonly string[]): string {
  return xmlElement(name, children.join(''), {
    xmlns: namespace,
    'xmlns:xsi': XSI_NAMESPACE,
    'xsi:schemaLocation': `${namespace} ${namespace}.xsd`,
  });
}
