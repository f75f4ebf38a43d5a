/** `/_simulator/…`: faults and calls over HTTP, for callers on the same machine. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isMerciaError } from '#platform/errors.ts';
import type { CallLog } from './calls.ts';
import { parseFaults, type FaultSwitch } from './faults.ts';

export interface Controlled {
  readonly faults: FaultSwitch;
  readonly calls: CallLog;
  /** How many connections there are, if the system counts them. */
  readonly sockets?: object | undefined;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

export function isControlPath(path: string): boolean {
  return path.startsWith('/_simulator/');
}

/**
 * `GET /_simulator/faults` shows them, `POST` puts others in their place (`{}` ends all), `DELETE` ends all;
 * `POST /_simulator/expire-tokens`; `GET /_simulator/calls`, `DELETE` empties the log; `GET /_simulator/sockets`.
 */
export async function answerControl(
  request: IncomingMessage,
  response: ServerResponse,
  { faults, calls, sockets }: Controlled,
): Promise<void> {
  if (!LOOPBACK.has(request.socket.remoteAddress ?? '')) {
    send(response, 403, { error: 'The simulator is switched from its own machine only.' });
    return;
  }
  const path = (request.url ?? '').split('?')[0] ?? '';
  switch (`${request.method ?? ''} ${path}`) {
    case 'GET /_simulator/faults':
      send(response, 200, faults.current);
      return;
    case 'POST /_simulator/faults':
      await change(request, response, faults);
      return;
    case 'DELETE /_simulator/faults':
      await faults.clear();
      send(response, 200, faults.current);
      return;
    case 'POST /_simulator/expire-tokens':
      faults.expireTokens();
      send(response, 200, {});
      return;
    case 'GET /_simulator/calls':
      send(response, 200, calls.list);
      return;
    case 'GET /_simulator/sockets':
      send(response, 200, sockets ?? {});
      return;
    case 'DELETE /_simulator/calls':
      calls.clear();
      send(response, 200, []);
      return;
    default:
      send(response, 404, { error: 'The simulator knows /_simulator/faults, /expire-tokens, /calls and /sockets.' });
  }
}

async function change(request: IncomingMessage, response: ServerResponse, faults: FaultSwitch): Promise<void> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  try {
    const wanted = parseFaults(text === '' ? {} : JSON.parse(text));
    if (wanted.down) {
      // Answered first: it cuts this connection too when it came through the library system's own port.
      response.once('finish', () => {
        void faults.set(wanted);
      });
    } else {
      await faults.set(wanted);
    }
    send(response, 200, wanted);
  } catch (failure) {
    if (failure instanceof SyntaxError) send(response, 400, { error: 'The body is not JSON.' });
    else if (isMerciaError(failure)) send(response, 400, { error: failure.message });
    else throw failure;
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
