/** A Koha that speaks its wire protocol over real sockets: REST reads, OAuth2, public endpoints, OAI-PMH, ILS-DI. */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { page, type Answer } from '../answer.ts';
import { createSimulatorServer, type Asked, type SimulatorServer, type SimulatorServerOptions } from '../server.ts';
import { Authentication } from './auth.ts';
import { answerIlsDi, ILSDI_PATH } from './ilsdi.ts';
import { answerOai } from './oai.ts';
import { answerReport, REPORT_PATH } from './report.ts';
import { answerRest, restKind } from './rest.ts';
import type { KohaWorld } from './tables.ts';

export type { Faults as KohaFaults } from '../faults.ts';

/** A default Koha has 2 workers. */
export interface KohaSimulatorOptions extends SimulatorServerOptions {
  readonly world: KohaWorld;
  /**
   * Which of the two hosts of a stock site it is: both answer `/api/v1`, and only the public catalogue's, which it is where
   * not said, has OAI-PMH and ILS-DI.
   */
  readonly side?: 'opac' | 'staff';
  /** Replaces the world's clock. */
  readonly clock?: () => number;
}

export interface KohaSimulator extends SimulatorServer {
  readonly world: KohaWorld;
}

/** Mojolicious compresses, and says Vary, from this size on. */
const GZIP_FROM = 860;

/** Listens and answers for a world, which may change under it at any time. Rejects where the port is taken. */
export async function createKohaSimulator(options: KohaSimulatorOptions): Promise<KohaSimulator> {
  const { world } = options;
  if (options.clock !== undefined) world.now = options.clock;
  const authentication = new Authentication(world, () => world.now());
  const isOpac = options.side !== 'staff';
  const isOai = (asked: Asked): boolean =>
    isOpac && asked.path === '/cgi-bin/koha/oai.pl' && world.preferences['OAI-PMH'];

  const isIlsDi = ({ path }: Asked): boolean => isOpac && path === ILSDI_PATH;

  const server = await createSimulatorServer(
    {
      now: () => world.now(),
      kindOf(asked) {
        if (isOai(asked)) return `oai:${parameters(asked).get('verb') ?? ''}`;
        if (isIlsDi(asked)) return `ilsdi:${parameters(asked).get('service') ?? ''}`;
        if (asked.path === REPORT_PATH) return 'report';
        return isRest(asked) ? restKind(asked.method, asked.path) : 'other';
      },
      listOf(asked) {
        if (isOai(asked)) return { row: OAI_RECORD };
        if (isIlsDi(asked)) return { everything: aboutEveryTitle(world, asked), row: ILSDI_RECORD };
        return isRest(asked) ? { everything: withoutFilter(asked) } : null;
      },
      answer(asked, faults) {
        const { method, origin, path, query, headers, body } = asked;
        if (isOpac && path === REPORT_PATH) return answerReport(world, query);
        if (isOai(asked)) return answerOai(world, { origin, arguments: parameters(asked) });
        if (isIlsDi(asked)) return answerIlsDi(world, parameters(asked));
        if (!isRest(asked)) return page(404, 'Not Found');
        return answerRest(
          { method, origin, path, query, headers, body },
          {
            world,
            authentication,
            wrongCredentials: faults.wrongCredentials,
            badRecords: new Set(faults.badRecords),
          },
        );
      },
      expireTokens() {
        authentication.expireTokens();
      },
      maintenance: 'Koha is being updated',
      writeHead,
    },
    options,
  );
  return { ...server, world };
}

const OAI_RECORD = /<record><header.*?(?:<\/metadata>|<\/header>)<\/record>/gs;
const ILSDI_RECORD = /<dlf:record>.*?<\/dlf:record>|<record>.*?<\/record>/gs;

function aboutEveryTitle(world: KohaWorld, asked: Asked): Asked {
  const query = new URLSearchParams(parameters(asked));
  const ids = query.get('id_type') === 'item' ? world.items.keys() : world.biblios.keys();
  query.set('id', [...ids].join(' '));
  return { ...asked, method: 'GET', query };
}

/** The whole list in the place of a part of it. */
function withoutFilter(asked: Asked): Asked {
  const query = new URLSearchParams([...asked.query].filter(([name]) => name.startsWith('_')));
  return { ...asked, path: asked.path.replace(/\/biblios\/\d+\/items$/, '/items'), query, body: '' };
}

function isRest({ path }: Asked): boolean {
  return path === '/api/v1' || path.startsWith('/api/v1/');
}

/** Of the scripts, which read a form and the address alike. */
function parameters({ method, body, query }: Asked): URLSearchParams {
  return method === 'POST' ? new URLSearchParams(body) : query;
}

function writeHead(asked: Asked, response: ServerResponse, answer: Answer): Uint8Array {
  let body = Buffer.from(answer.body);
  const links: string[] = [];
  for (const [name, value] of answer.headers ?? []) {
    if (name === 'Link') links.push(value);
    else response.appendHeader(name, value);
  }
  if (links.length > 0) response.setHeader('Link', links);
  if (isRest(asked) && body.length >= GZIP_FROM) {
    response.setHeader('Vary', 'Accept-Encoding');
    if (/\bgzip\b/u.test(asked.headers['accept-encoding'] ?? '')) {
      body = gzipSync(body);
      response.setHeader('Content-Encoding', 'gzip');
    }
  }
  const requestId = asked.headers['x-koha-request-id'];
  if (typeof requestId === 'string') response.setHeader('x-koha-request-id', requestId);
  response.setHeader('Content-Type', answer.contentType);
  response.setHeader('Content-Length', body.length);
  // Said here so that Node adds no Keep-Alive hint, which Koha does not send.
  response.setHeader('Connection', 'keep-alive');
  response.statusCode = answer.status;
  return asked.method === 'HEAD' ? new Uint8Array() : body;
}
