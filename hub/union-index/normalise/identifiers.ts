import {
  findIssns,
  isPseudoIsbn,
  parseDoi,
  parseIsbn,
  parseLccn,
  parseNlmId,
  parseOclcNumber,
} from '#domain/identifiers.ts';
import type { Identifiers } from '../description.ts';
import { isSet, type Extent } from './extent.ts';
import type { FormatReading } from './format.ts';
import {
  isElectronicQualifier,
  isPrintQualifier,
  isSetQualifier,
  isSoundOrFilmQualifier,
  readQualifiedIsbns,
  volumeOfQualifier,
  type QualifiedIsbn,
} from './isbn-qualifiers.ts';
import { subfield, subfieldsIn, unique, type MarcFields } from './marc-fields.ts';
import { toPartKey } from './part-key.ts';

/**
 * Reads the numbers of a record.
 *
 *     010 __ $a    2004123456              016 7_ $a 101084139 $2 DNLM        022 __ $a 0140-6736 $l 0140-6736
 *     020 __ $a 9780198526636 $q (pbk.)    024 7_ $a 10.1000/182 $2 doi       035 __ $a (OCoLC)ocm00012345
 *
 * Only $a names the thing itself: $z and $y are numbers that were wrong, were cancelled, or belong to its other form.
 */
export function readIdentifiers(
  fields: MarcFields,
  reading: FormatReading,
  extent: Extent,
  partNumber: string | null,
): Identifiers {
  const { isbns, otherIsbns } = readIsbns(fields, reading, extent, partNumber);
  const control = subfieldsIn(fields.data('035'), 'a');
  const agency = fields.control('003').trim().toUpperCase();
  const controlNumber = fields.control('001').trim();
  return {
    isbns,
    otherIsbns,
    issns: unique(subfieldsIn(fields.data('022'), 'a').flatMap(findIssns)),
    lccns: parsed(subfieldsIn(fields.data('010'), 'a'), parseLccn),
    // 001 is OCLC's own number only where 003 says so or the number bears OCLC's prefix.
    oclcNumbers: parsed([...control, agency === 'OCOLC' ? `(OCoLC)${controlNumber}` : controlNumber], parseOclcNumber),
    nlmIds: readNlmIds(fields, control, agency === 'DNLM' ? controlNumber : ''),
    dois: readDois(fields),
  };
}

function readIsbns(
  fields: MarcFields,
  reading: FormatReading,
  extent: Extent,
  partNumber: string | null,
): Pick<Identifiers, 'isbns' | 'otherIsbns'> {
  const found = readQualifiedIsbns(fields);
  const own = found.filter((isbn) => isOwn(isbn, reading, extent, partNumber)).map(({ isbn }) => isbn);
  // 024 3_ $a 9780198526636: a bar code that is an ISBN.
  const bars = fields
    .data('024')
    .filter((field) => field.ind1 === '3')
    .map((field) => parseIsbn(subfield(field, 'a') ?? ''))
    .filter((isbn) => isbn !== null && !isPseudoIsbn(isbn));
  const isbns = unique([...own, ...bars].filter((isbn) => isbn !== null));
  return { isbns, otherIsbns: unique(found.map(({ isbn }) => isbn)).filter((isbn) => !isbns.includes(isbn)) };
}

/** Whether an ISBN names what this record describes: not its other form, not the set around it, not a volume in it. */
function isOwn(found: QualifiedIsbn, reading: FormatReading, extent: Extent, partNumber: string | null): boolean {
  const { qualifier } = found;
  if (found.cancelled || isPseudoIsbn(found.isbn)) return false;
  if (reading.online ? isPrintQualifier(qualifier) : isElectronicQualifier(qualifier)) return false;
  if (isSoundOrFilmQualifier(qualifier) && (reading.format === 'BOOK' || reading.format === 'EBOOK')) return false;
  if (isSetQualifier(qualifier)) return partNumber === null && isSet(extent);
  const volume = volumeOfQualifier(qualifier);
  if (volume === null) return true;
  if (partNumber === null) return false;
  return toPartKey(volume) === toPartKey(partNumber);
}

function readNlmIds(fields: MarcFields, control: readonly string[], controlNumber: string): readonly string[] {
  const national = fields
    .data('016')
    .filter((field) => field.ind1 === '7' && /^D?NLM$/i.test(subfield(field, '2') ?? ''));
  const agencies = control.filter((text) => /^\s*\(D?NLM\)/i.test(text));
  return parsed([...subfieldsIn(national, 'a'), ...agencies, controlNumber], parseNlmId);
}

function readDois(fields: MarcFields): readonly string[] {
  const stated = fields.data('024').filter((field) => field.ind1 === '7' && /^doi$/i.test(subfield(field, '2') ?? ''));
  const linked = fields.data('856').filter((field) => field.ind2 === '0');
  const addresses = subfieldsIn(linked, 'u').filter((address) => /doi\.org\//i.test(address));
  return parsed([...subfieldsIn(stated, 'a'), ...addresses], parseDoi);
}

function parsed(texts: readonly string[], parse: (text: string) => string | null): readonly string[] {
  return unique(texts.map(parse).filter((value) => value !== null));
}
