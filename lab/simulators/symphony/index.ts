/** A SirsiDynix Symphony that speaks its web services over real sockets: JSON, legacy XML, MARC exports. */
import type { ServerResponse } from 'node:http';
import { page, type Answer } from '../answer.ts';
import { createSimulatorServer, type Asked, type SimulatorServer, type SimulatorServerOptions } from '../server.ts';
import { answerExport, FULL_EXPORT, isExportPath, runExport } from './export.ts';
import type { Request } from './requests.ts';
import { answerRest, restKind } from './rest.ts';
import { Sessions } from './sessions.ts';
import type { SymphonyWorld } from './tables.ts';
import { answerTitleLookup } from './title-lookup.ts';

const TITLE_LOOKUP = '/rest/standard/lookupTitleInfo';

/** 8 workers where not said. */
export interface SymphonySimulatorOptions extends SimulatorServerOptions {
  readonly world: SymphonyWorld;
  /** Replaces the world's clock. */
  readonly clock?: () => number;
  /** Where the web services are; `/symws` where not said. Every site has another. */
  readonly basePath?: string;
}

export interface SymphonySimulator extends SimulatorServer {
  readonly world: SymphonyWorld;
  /** The address of the web services: {@link SimulatorServer.url} and the base path, no trailing slash. */
  readonly baseUrl: string;
  /** The address of the full export, `…/export/catalogue.mrc`. */
  readonly exportUrl: string;
  /** Writes the full export again, as the nightly job does; until then it stays as it was when first fetched. */
  runExport(): void;
}

/** Listens and answers for a world, which may change under it at any time. Rejects where the port is taken. */
export async function createSymphonySimulator(options: SymphonySimulatorOptions): Promise<SymphonySimulator> {
  const { world } = options;
  if (options.clock !== undefined) world.now = options.clock;
  const basePath = options.basePath ?? '/symws';
  const sessions = new Sessions(world);
  const below = ({ path }: Asked): string | null =>
    path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : null;

  const server = await createSimulatorServer(
    {
      now: () => world.now(),
      kindOf(asked) {
        if (isExportPath(asked.path)) return 'export';
        const path = below(asked);
        if (path === null) return 'other';
        return path === TITLE_LOOKUP ? 'titles' : restKind(asked.method, path);
      },
      listOf(asked) {
        if (below(asked) !== TITLE_LOOKUP) return null;
        const query = new URLSearchParams([...asked.query].filter(([name]) => name !== 'titleID'));
        for (const key of [...world.bibs.keys()].slice(0, world.settings.titlesPerLookup)) query.append('titleID', key);
        return { everything: { ...asked, query }, row: /<TitleInfo>.*?<\/TitleInfo>/gs };
      },
      answer(asked, faults) {
        if (asked.target.length > world.settings.longestTarget) return page(414, 'Request-URI Too Long');
        if (isExportPath(asked.path)) return answerExport(asked, world);
        const path = below(asked);
        if (path === null) return page(404, 'Not Found');
        const { method, query, headers, body } = asked;
        const request: Request = { method, path, query, headers, body };
        const serving = {
          world,
          sessions,
          wrongCredentials: faults.wrongCredentials,
          badRecords: new Set(faults.badRecords.map(String)),
        };
        if (path === TITLE_LOOKUP) return answerTitleLookup(request, serving);
        return path.startsWith('/rest/') ? page(404, 'Not Found') : answerRest(request, serving);
      },
      expireTokens() {
        sessions.endAll();
      },
      maintenance: 'Web services are being updated',
      writeHead,
    },
    { workers: 8, ...options },
  );
  return {
    ...server,
    world,
    baseUrl: `${server.url}${basePath}`,
    exportUrl: `${server.url}/export/${FULL_EXPORT}`,
    runExport() {
      runExport(world);
    },
  };
}

function writeHead(asked: Asked, response: ServerResponse, answer: Answer): Uint8Array {
  for (const [name, value] of answer.headers ?? []) response.appendHeader(name, value);
  if (answer.status !== 204 && answer.status !== 304) {
    response.setHeader('Content-Type', answer.contentType);
    response.setHeader('Content-Length', Buffer.byteLength(answer.body));
  }
  response.statusCode = answer.status;
  return asked.method === 'HEAD' ? new Uint8Array() : Buffer.from(answer.body);
}
