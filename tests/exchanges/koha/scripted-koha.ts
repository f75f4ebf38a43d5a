/** A loopback server that answers what a test says, and keeps what it was asked: for what no simulator would do. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | null;
  readonly embed: string | null;
}

export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The caller waits for ever. */
  readonly hangs?: true;
}

export interface ScriptedKoha {
  readonly address: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** Answers every request by the script; a body that is no text is sent as JSON. An answer of undefined is a 404 page. */
export async function createScriptedKoha(script: (asked: Asked) => Said | undefined): Promise<ScriptedKoha> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const embed = request.headers['x-koha-embed'];
    const one: Asked = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      authorization: request.headers.authorization ?? null,
      embed: typeof embed === 'string' ? embed : null,
    };
    asked.push(one);
    const said = script(one) ?? { status: 404, body: '<!DOCTYPE html><html><body>Not found</body></html>' };
    if (said.hangs === true) return;
    const text = typeof said.body === 'string' ? said.body : JSON.stringify(said.body);
    const type = typeof said.body === 'string' ? 'text/xml; charset=utf-8' : 'application/json;charset=UTF-8';
    response.writeHead(said.status ?? 200, { 'content-type': type, ...said.headers }).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
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
