/** What of an answer in XML, ISO 2709 or text must be as recorded, whatever records it holds. */

/** How many records, and in which envelope. */
export function marcCounts(body: string): unknown {
  const count = (pattern: RegExp): number => body.match(pattern)?.length ?? 0;
  return {
    declaration: body.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n'),
    collections: count(/<collection\b/gu),
    namespaces: count(/xmlns="http:\/\/www\.loc\.gov\/MARC21\/slim"/gu),
    xmlRecords: count(/<record\b/gu),
    isoRecords: count(/\u001d/gu),
    textRecords: count(/^LDR /gmu),
    ownNumbers: [...body.matchAll(/tag="999"[^>]*>\s*<subfield code="c">(\d+)</gu)].map((found) => found[1]),
  };
}

/** MARC-in-JSON with the forms of its fields in place of the fields: every record has others. */
export function withoutFields(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutFields);
  if (typeof body !== 'object' || body === null || !('leader' in body) || !('fields' in body)) return body;
  const fields = body.fields as readonly Readonly<Record<string, unknown>>[];
  const forms = fields.map((field) => {
    const [value] = Object.values(field);
    return typeof value === 'string'
      ? 'text'
      : Object.keys(value as object)
          .toSorted()
          .join(' ');
  });
  return { leader: body.leader, forms: Object.fromEntries(forms.map((form) => [form, true])) };
}

/** The envelope of an OAI-PMH answer: everything but dates, the texts of records, and what only the real Koha held. */
export function oaiSkeleton(xml: string, name: string): unknown {
  const withoutMetadata = xml.replaceAll(/<metadata>.*?<\/metadata>/gsu, '<metadata/>');
  const request = /<request([^>]*)>([^<]*)</u.exec(xml);
  const first = /<metadata>(.*?)<\/metadata>/su.exec(xml)?.[1] ?? '';
  return {
    instructions: xml
      .split('\n')
      .slice(0, 3)
      .map((line) => line.slice(0, 60)),
    request: attributesOf(request?.[1] ?? ''),
    address: request?.[2]?.replace(/^https?:\/\/[^/]+/u, ''),
    error: /<error[^>]*>[^<]*</u.exec(xml)?.[0],
    identifiers: isCircumstantial(name) ? [] : identifiersOf(withoutMetadata),
    headers: withoutMetadata.match(/<header/gu)?.length,
    deleted: withoutMetadata.match(/status='deleted'/gu)?.length,
    token: tokenOf(xml, name),
    dates: [...withoutMetadata.matchAll(/<datestamp>([^<]*)</gu)].every((found) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u.test(found[1] ?? ''),
    ),
    envelope: isListing(xml) ? textOf(xml) : elementsOf(withoutMetadata),
    metadata: metadataOf(first),
    items: xml.match(/tag='952'/gu)?.length !== undefined,
    itemsOfFive: name.endsWith('GetRecord-marcxml-5') ? xml.match(/tag='952'/gu)?.length : undefined,
  };
}

/** Which records a set holds, and which changed lately, nobody recorded. */
function isCircumstantial(name: string): boolean {
  return name.endsWith('set-HIST') || name === 'oai-include_items-ListRecords-from';
}

function identifiersOf(xml: string): (string | undefined)[] {
  return [...xml.matchAll(/<identifier>([^<]*)</gu)].map((found) => found[1]);
}

function tokenOf(xml: string, name: string): string | undefined {
  const token = /<resumptionToken[^>]*>[^<]*</u.exec(xml)?.[0];
  return isCircumstantial(name) ? token?.replace(/\d+<$/u, 'N<') : token;
}

function isListing(xml: string): boolean {
  return /<(?:Identify|ListSets|ListMetadataFormats)>/u.test(xml);
}

/** Identify, sets and formats as they stand, without dates and the host. */
function textOf(xml: string): string {
  return xml
    .slice(xml.indexOf('</request>'))
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/gu, 'DATE')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/gu, 'HOST');
}

/** Every kind of element with the names of its attributes. */
function elementsOf(xml: string): string[] {
  const found = new Set<string>();
  for (const [, element = '', attributes = ''] of xml.matchAll(/<([\w:-]+)((?:\s+[\w:]+='[^']*')*)\s*\/?>/gu)) {
    if (element !== 'setSpec') found.add(`${element} ${Object.keys(attributesOf(attributes)).toSorted().join(' ')}`);
  }
  return [...found].toSorted();
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:]+)='([^']*)'/gu)].map((found) => [found[1] ?? '', found[2] ?? '']),
  );
}

/** The form of the first record: MARC by its elements, and the codes of a copy; Dublin Core by its root alone. */
function metadataOf(xml: string): unknown {
  if (xml.startsWith('<oai_dc:dc')) return Object.keys(attributesOf(xml.slice(0, xml.indexOf('>')))).toSorted();
  const codes = /tag='952'.*?<\/datafield>/su.exec(xml.replaceAll(/ind[12]=' ' /gu, ''))?.[0] ?? '';
  // What every copy has; the others depend on the copy.
  const common = ['0', '1', '4', '7', '9', 'a', 'b', 'd', 'o', 'r', 'y'];
  return {
    elements: elementsOf(xml),
    codes: common.filter((code) => codes.includes(`code='${code}'`)),
    ownNumber: /tag='999'[^>]*>\s*<subfield code='c'>(\d+)</u.exec(xml)?.[1],
  };
}
