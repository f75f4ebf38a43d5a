/** A Koha that answers what a test says; what the test says nothing of is a 404 page. */
import { startScriptedServer, type Asked, type Said, type ScriptedServer } from '../scripted-server.ts';

const NOT_FOUND = { status: 404, body: '<!DOCTYPE html><html><body>Not found</body></html>' };

export function createScriptedKoha(script: (asked: Asked) => Said | undefined): Promise<ScriptedServer> {
  return startScriptedServer(script, NOT_FOUND);
}

/** An OAI-PMH answer around what stands inside its verb's element, or an error. */
export function oaiPage(
  inside: string,
  options: { readonly responseDate?: string; readonly verb?: string } = {},
): string {
  const verb = options.verb ?? 'ListRecords';
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">` +
    `<responseDate>${options.responseDate ?? '2026-11-24T14:13:30Z'}</responseDate>` +
    `<request verb="${verb}">http://127.0.0.1/cgi-bin/koha/oai.pl</request>${inside}</OAI-PMH>`
  );
}

/** One record of a list, as Koha writes it. */
export function oaiRecord(id: number, title = `Title ${id}`, datestamp = '2026-11-24T13:57:50Z'): string {
  return (
    `<record><header><identifier>KOHA-T:${id}</identifier><datestamp>${datestamp}</datestamp></header><metadata>` +
    `<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>` +
    `<datafield tag="245" ind1="1" ind2="0"><subfield code="a">${title}</subfield></datafield>` +
    `<datafield tag="952" ind1=" " ind2=" "><subfield code="9">${id * 10}</subfield><subfield code="a">A1</subfield></datafield>` +
    `<datafield tag="999" ind1=" " ind2=" "><subfield code="c">${id}</subfield><subfield code="d">${id}</subfield></datafield>` +
    `</record></metadata></record>`
  );
}

export const IDENTIFY = oaiPage(
  '<Identify><repositoryName>Test</repositoryName><protocolVersion>2.0</protocolVersion>' +
    '<deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>',
  { verb: 'Identify' },
);
