/** A loopback server that answers what a test says, and keeps what it was asked: for what no simulator would do. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface ScriptedSymphony {
  readonly address: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** Answers every request by the script; a body that is no text is sent as JSON. An answer of undefined is a 404. */
export async function createScriptedSymphony(script: (asked: Asked) => Said | undefined): Promise<ScriptedSymphony> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const one: Asked = {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      asked.push(one);
      const said = script(one) ?? refusal(404, 'recordNotFound');
      const raw = Buffer.isBuffer(said.body) || typeof said.body === 'string';
      const type = raw ? 'text/xml; charset=utf-8' : 'application/json';
      response
        .writeHead(said.status ?? 200, { 'content-type': type, ...said.headers })
        .end(raw ? said.body : JSON.stringify(said.body));
    });
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

/** A refusal as the JSON side words it, under any status. */
export function refusal(status: number, code: string): Said {
  return { status, body: { messageList: [{ code, message: 'said for people' }] } };
}

/** The XML of some titles. */
export function titlesXml(...titles: readonly string[]): string {
  return `<LookupTitleInfoResponse xmlns="http://schemas.sirsidynix.com/symws/standard">${titles.join('')}</LookupTitleInfoResponse>`;
}

/** One title with one call at a library; members of its copies as the XML names them. */
export function titleXml(
  id: number | string,
  library: string,
  ...copies: readonly Readonly<Record<string, string>>[]
): string {
  const items = copies.map(
    (copy) =>
      `<ItemInfo>${Object.entries(copy)
        .map(([name, text]) => `<${name}>${text}</${name}>`)
        .join('')}</ItemInfo>`,
  );
  return (
    `<TitleInfo><titleID>${id}</titleID><TitleAvailabilityInfo><holdable>true</holdable></TitleAvailabilityInfo>` +
    `<CallInfo><libraryID>${library}</libraryID><callNumber>W 1 .T${id}</callNumber>` +
    `<numberOfCopies>${copies.length}</numberOfCopies>${items.join('')}</CallInfo></TitleInfo>`
  );
}

/** A policy list as the JSON side gives it. */
export function policyRows(name: string, ...rows: readonly (readonly [string, Record<string, unknown>?])[]): unknown {
  return rows.map(([key, fields]) => ({
    resource: `/policy/${name}`,
    key,
    fields: { displayName: key, description: key, shadowed: false, ...fields },
  }));
}
