/** Answers of the availability service: SRU 1.1 with one OPAC record, as its page documents them. What it does not name is not read. */
import { childrenNamed, childText, parseXmlTree, type XmlElement } from '#xml/xml-tree.ts';

/** One copy of a title. */
export interface WireCopy {
  readonly barcode: string;
  /** `availableNow`; null where it is neither 1 nor 0. */
  readonly isAvailable: boolean | null;
  readonly reason: string | null;
  /** When it is expected back, as written. */
  readonly availabilityDate: string | null;
  readonly temporaryLocation: string | null;
}

export interface WireTitle {
  /** OCLC numbers of the records that were answered: of merged ones another than was asked for. */
  readonly numbers: readonly string[];
  readonly copies: readonly WireCopy[];
  /** Requests on the title; null where it is not told. */
  readonly holdQueue: number | null;
}

/** The title of an answer, without copies where the institution has none; a text with what is wrong for anything else. */
export function readTitle(xml: string): WireTitle | string {
  const root = parseXmlTree(xml);
  if (typeof root === 'string') return 'the answer is no XML that can be read';
  if (root.local !== 'searchRetrieveResponse') return 'the answer is XML of another kind';
  if (root.children.some(({ local }) => local === 'diagnostics')) return 'the service says that it cannot answer this';
  const told = childText(root, 'numberOfRecords');
  const records = childrenNamed(root, 'records').flatMap((one) => childrenNamed(one, 'record'));
  if (told === null || !/^\d{1,4}$/.test(told) || Number(told) !== records.length) {
    return 'the answer has another number of records than it says';
  }
  const titles = records.map((record) => below(record, 'recordData', 'opacRecord')[0]);
  if (titles.includes(undefined)) return 'a record of the answer is no OPAC record';
  const opac = titles.flatMap((title) => title ?? []);
  const queues = opac.flatMap((title) => countOf(childText(title, 'holdQueueSize')) ?? []);
  return {
    numbers: opac.flatMap((title) => below(title, 'bibliographicRecord', 'record').flatMap(numberOf)),
    copies: opac.flatMap((title) => below(title, 'holdings', 'holding').flatMap(copiesOf)),
    holdQueue: queues.length === 0 ? null : Math.max(...queues),
  };
}

/** Elements at the end of a path. */
function below(element: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>(
    (found, name) => found.flatMap((one) => childrenNamed(one, name)),
    [element],
  );
}

function numberOf(record: XmlElement): readonly string[] {
  return childrenNamed(record, 'controlfield').flatMap(({ attributes, text }) =>
    attributes['tag'] === '001' ? [text] : [],
  );
}

function copiesOf(holding: XmlElement): readonly WireCopy[] {
  return below(holding, 'circulations', 'circulation').map((copy) => ({
    barcode: childText(copy, 'itemId') ?? '',
    isAvailable: flagOf(childrenNamed(copy, 'availableNow')),
    reason: childText(copy, 'reasonUnavailable'),
    availabilityDate: childText(copy, 'availabilityDate'),
    // A client of OCLC's own reads it beside the copies, the OPAC schema has it inside.
    temporaryLocation: childText(copy, 'temporaryLocation') ?? childText(holding, 'temporaryLocation'),
  }));
}

function flagOf([flag, ...others]: readonly XmlElement[]): boolean | null {
  const value = others.length === 0 ? flag?.attributes['value'] : undefined;
  return value === '1' ? true : value === '0' ? false : null;
}

function countOf(text: string | null): number | null {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;
}
