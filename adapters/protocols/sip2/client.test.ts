import { afterEach, describe, expect, it } from 'vitest';
import type { Socket } from 'node:net';
import { isMerciaError } from '#platform/errors.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import { createSip2Client, type Sip2Client, type Sip2ClientOptions } from './client.ts';
import { GENERIC_DIALECT, type Sip2Dialect } from './dialect.ts';
import { fieldOf } from './message.ts';
import { itemQuestion, type Sip2Question } from './questions.ts';
import { itemAnswer, sequenceOf, signed, startScriptedServer, valueOf } from './scripted-server.fixture.ts';
import type { ScriptedServer } from './scripted-server.fixture.ts';

const never = new AbortController().signal;
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});

const LIMITS = { connections: 1, breaker: { failures: 1_000, openMs: 1_000, maxOpenMs: 1_000 } };

type Answerer = (line: string, socket: Socket) => void;

interface Started {
  readonly server: ScriptedServer;
  readonly client: Sip2Client;
}

async function start(
  answer: Answerer,
  {
    dialect,
    greeting,
    ...more
  }: Partial<Omit<Sip2ClientOptions, 'dialect'>> & {
    readonly dialect?: Partial<Sip2Dialect>;
    readonly greeting?: string;
  } = {},
): Promise<Started> {
  const server = await startScriptedServer((line, socket) => {
    if (line.startsWith('93')) socket.write(signed('941', sequenceOf(line)));
    else answer(line, socket);
  }, greeting);
  open.push(server);
  const connections = more.connections ?? 1;
  const limits = { ...LIMITS, connections };
  const client = createSip2Client({
    system: 'hill',
    address: server.address,
    dialect: { ...GENERIC_DIALECT, ...dialect },
    credentials: () => ({ user: 'hub', password: 'secret' }),
    timeoutMs: 20_000,
    guard: createHostGuards().for({ id: 'hill', limits }),
    ...more,
    connections,
  });
  open.push(client);
  return { server, client };
}

const about = (barcode: string): Sip2Question => itemQuestion(GENERIC_DIALECT, { barcode, at: 0 });
const honest: Answerer = (line, socket) => socket.write(itemAnswer(line));

async function titleOf(client: Sip2Client, barcode: string, signal = never): Promise<string> {
  const answer = await client.ask(about(barcode), signal).catch((error: unknown) => error);
  if (isMerciaError(answer)) return `${answer.code}${answer.notSent ? ' not sent' : ''}`;
  if (answer instanceof Error) throw answer;
  return fieldOf(answer as Awaited<ReturnType<Sip2Client['ask']>>, 'AJ') ?? '';
}

describe('a client', () => {
  it('logs in once for a connection, and asks one question after the other on it', async () => {
    const { server, client } = await start(honest);

    expect(await titleOf(client, '1')).toBe('Title of 1');
    expect(await titleOf(client, '2')).toBe('Title of 2');

    expect(server.opened).toBe(1);
    expect(server.heard.map((line) => line.slice(0, 2))).toEqual(['93', '17', '17']);
    expect(server.heard[0]).toMatch(/^9300CNhub\|COsecret\|AY0AZ/);
  });

  it('opens no more connections than allowed, and each has one question at a time', async () => {
    const busy = new Map<Socket, number>();
    const { server, client } = await start(
      (line, socket) => {
        busy.set(socket, (busy.get(socket) ?? 0) + 1);
        if (busy.get(socket) !== 1) throw new Error('two questions at once');
        setImmediate(() => {
          busy.set(socket, 0);
          socket.write(itemAnswer(line));
        });
      },
      { connections: 3 },
    );
    const barcodes = Array.from({ length: 60 }, (_, at) => String(at));

    expect(await Promise.all(barcodes.map((barcode) => titleOf(client, barcode)))).toEqual(
      barcodes.map((barcode) => `Title of ${barcode}`),
    );
    expect(server.most).toBe(3);
  });

  it('reads an answer in single bytes, behind NULs and line feeds', async () => {
    const { client } = await start((line, socket) => {
      const bytes = Buffer.from(`\n\0${itemAnswer(line)}\n`);
      const next = (at: number): void => {
        if (at < bytes.length) socket.write(bytes.subarray(at, at + 1), () => setImmediate(next, at + 1));
      };
      next(0);
    });

    expect(await titleOf(client, '1')).toBe('Title of 1');
    expect(await titleOf(client, '2')).toBe('Title of 2');
  });
});

describe('an answer that is not that of the question', () => {
  it.each<[string, Answerer]>([
    ['another barcode', (line, socket) => socket.write(itemAnswer(line, 'other'))],
    ['another sequence number', (line, socket) => socket.write(itemAnswer(line, undefined, '7'))],
    ['another code', (line, socket) => socket.write(signed('16 N20260105    091502', sequenceOf(line)))],
    ['a wrong checksum', (line, socket) => socket.write(itemAnswer(line).replace('Title', 'Titel'.slice(0, 4)))],
    // The log-in was answered with number and checksum.
    ['its end lost', (line, socket) => socket.write(`${itemAnswer(line).slice(0, 45)}\r`)],
    ['no SIP2', (_line, socket) => socket.write('HTTP/1.1 400 Bad Request\r\n')],
    ['no end', (_line, socket) => socket.write('18'.repeat(2_000))],
  ])('is refused, and its connection closed: %s', async (_what, wrong) => {
    let count = 0;
    const { server, client } = await start(
      (line, socket) => {
        count += 1;
        if (count === 1) wrong(line, socket);
        else honest(line, socket);
      },
      { maxAnswerBytes: 1_000 },
    );

    expect(await titleOf(client, '1')).toBe('LMS_BAD_RESPONSE');
    expect(await titleOf(client, '2')).toBe('Title of 2');
    expect(server.opened).toBe(2);
  });

  it('is never given to the next question: a late one, after the asker gave up', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<[string, Socket]>();
    const { server, client } = await start((line, socket) => {
      if (valueOf(line, 'AB') === 'slow') resolve([line, socket]);
      else honest(line, socket);
    });
    const giveUp = new AbortController();
    const slow = titleOf(client, 'slow', giveUp.signal);
    const [line, socket] = await asked;
    giveUp.abort();
    expect(await slow).toBe('LMS_TIMEOUT');
    socket.write(itemAnswer(line));

    expect(await titleOf(client, 'quick')).toBe('Title of quick');
    expect(server.opened).toBe(2);
  });

  it('is never given to the next question: an answer that comes twice', async () => {
    const { client } = await start((line, socket) => socket.write(itemAnswer(line) + itemAnswer(line)), {
      dialect: { errorDetection: false },
    });

    for (const barcode of ['1', '2', '1', '1']) expect(await titleOf(client, barcode)).toBe(`Title of ${barcode}`);
  });

  it('is never given to the next question: something unasked on an idle connection', async () => {
    const { promise: idle, resolve } = Promise.withResolvers<Socket>();
    const { server, client } = await start((line, socket) => {
      socket.write(itemAnswer(line), () => {
        resolve(socket);
      });
    });
    await titleOf(client, '1');
    const socket = await idle;
    const closed = new Promise((done) => socket.once('close', done));
    socket.write(signed('1803020120260105    091502AB2|AJLate|', 2));
    await closed;

    expect(await titleOf(client, '2')).toBe('Title of 2');
    expect(server.opened).toBe(2);
  });
});

describe('checksums', () => {
  const zeros: Answerer = (line, socket) => socket.write(itemAnswer(line).replace(/AZ.{4}\r$/, 'AZ0000\r'));

  it('that are always zeros are taken where the dialect says so, and the number is still compared', async () => {
    const lax = { dialect: { strictChecksum: false } };
    expect(await titleOf((await start(zeros, lax)).client, '1')).toBe('Title of 1');
    expect(await titleOf((await start(zeros)).client, '1')).toBe('LMS_BAD_RESPONSE');
    const wrongNumber: Answerer = (line, socket) =>
      socket.write(itemAnswer(line, undefined, '7').replace(/AZ.{4}\r$/, 'AZ0000\r'));
    expect(await titleOf((await start(wrongNumber, lax)).client, '1')).toBe('LMS_BAD_RESPONSE');
  });
});

describe('96', () => {
  it('makes a read be sent once more, with the same number', async () => {
    let count = 0;
    const { server, client } = await start((line, socket) => {
      count += 1;
      socket.write(count === 1 ? '96AZFEF6\r' : itemAnswer(line));
    });

    expect(await titleOf(client, '1')).toBe('Title of 1');
    const [, first, second] = server.heard;
    expect(second).toBe(first);
  });

  it('that was meant for another message brings no answer to the next question', async () => {
    const { server, client } = await start((line, socket) => {
      // It asks for nothing that came from here, and so answers the first message and its repetition.
      const isFirst = valueOf(line, 'AB') === '1' && server.heard.filter((heard) => heard === line).length === 1;
      if (isFirst) socket.write('96AZFEF6\r');
      setImmediate(() => socket.write(itemAnswer(line)));
    });

    expect(await titleOf(client, '1')).toMatch(/^Title of 1$|^LMS_/);
    expect(await titleOf(client, '2')).toBe('Title of 2');
    expect(server.heard.filter((line) => valueOf(line, 'AB') === '2')).toHaveLength(1);
    expect(server.opened).toBe(2);
  });

  it('ends a read that gets it twice', async () => {
    const { client } = await start((_line, socket) => socket.write('96AZFEF6\r'));
    expect(await titleOf(client, '1')).toBe('LMS_BAD_RESPONSE');
  });

  it('leaves a write unknown: it is not sent again', async () => {
    const { server, client } = await start((_line, socket) => socket.write('96\r'));
    const renew: Sip2Question = { operation: 'renew', code: '29', fixed: '', fields: [], answer: '30', isWrite: true };

    await expect(client.ask(renew, never)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE', notSent: false });
    expect(server.heard.filter((line) => line.startsWith('29'))).toHaveLength(1);
  });
});

describe('a connection that the server closes', () => {
  it('while it is idle, is opened again when somebody asks', async () => {
    const { server, client } = await start(honest);
    await titleOf(client, '1');
    server.dropAll();
    await server.empty();

    expect(await titleOf(client, '2')).toBe('Title of 2');
    expect(server.opened).toBe(2);
  });

  it('as the question arrives: a read is asked once more, a write is not', async () => {
    let drop = false;
    const { server, client } = await start((line, socket) => {
      if (drop) socket.destroy();
      else honest(line, socket);
      drop = false;
    });
    await titleOf(client, '1');
    drop = true;
    expect(await titleOf(client, '2')).toBe('Title of 2');
    drop = true;

    const write = { ...about('3'), isWrite: true };
    await expect(client.ask(write, never)).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE', notSent: false });
    expect(server.heard.filter((line) => valueOf(line, 'AB') === '3')).toHaveLength(1);
  });

  it('before it ever answered, is not tried again', async () => {
    const { server, client } = await start((_line, socket) => socket.destroy());
    expect(await titleOf(client, '1')).toBe('LMS_UNAVAILABLE');
    expect(server.opened).toBe(1);
  });
});

describe('a log-in', () => {
  it('by prompts is answered like a terminal, and what follows them is no message', async () => {
    const server = await startScriptedServer((line, socket) => {
      if (line === 'hub') socket.write('password: ');
      else if (line === 'secret') socket.write('Login OK.  Initiating SIP\r\n');
      else socket.write(itemAnswer(line));
    }, '\u00ff\u00fd\u0018login: ');
    open.push(server);
    const { client } = await start(honest, { address: server.address, dialect: { logIn: 'prompts' } });

    expect(await titleOf(client, '1')).toBe('Title of 1');
    expect(server.heard.slice(0, 2)).toEqual(['hub', 'secret']);
  });

  it('by prompts that is refused says so', async () => {
    const server = await startScriptedServer((line, socket) => {
      socket.write(line === 'hub' ? 'password: ' : 'Invalid login\r\nlogin: ');
    }, 'login: ');
    open.push(server);
    const { client } = await start(honest, { address: server.address, dialect: { logIn: 'prompts' } });

    expect(await titleOf(client, '1')).toBe('LMS_AUTH_FAILED not sent');
  });

  it('by 93 that is refused says so, and nothing is asked', async () => {
    const server = await startScriptedServer((line, socket) => socket.write(signed('940', sequenceOf(line))));
    open.push(server);
    const { client } = await start(honest, { address: server.address });

    expect(await titleOf(client, '1')).toBe('LMS_AUTH_FAILED not sent');
    expect(server.heard).toHaveLength(1);
  });
});

describe('time', () => {
  it('that is over is LMS_TIMEOUT, and closes the connection', async () => {
    const { server, client } = await start(() => undefined, { timeoutMs: 150 });
    expect(await titleOf(client, '1')).toBe('LMS_TIMEOUT');
    await server.empty();
  });

  it('without a question gives the connection back', async () => {
    const { server, client } = await start(honest, { idleMs: 50 });
    await titleOf(client, '1');
    await server.empty();
    expect(await titleOf(client, '2')).toBe('Title of 2');
  });

  it('of closing ends what is under way', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<unknown>();
    const { client } = await start(resolve);
    const answer = titleOf(client, '1');
    await asked;
    await client.close();
    expect(await answer).toBe('LMS_UNAVAILABLE');
    expect(await titleOf(client, '2')).toBe('LMS_UNAVAILABLE');
  });

  it('of closing ends at once what was let through only afterwards', async () => {
    const { promise: turn, resolve: letThrough } = Promise.withResolvers<undefined>();
    const guard = createHostGuards().for({ id: 'hill', limits: LIMITS });
    const { client } = await start(honest, {
      guard: {
        ...guard,
        async run(exchange) {
          await turn;
          return exchange();
        },
      },
    });
    const answer = titleOf(client, '1');
    await client.close();
    letThrough(undefined);
    const letThroughAt = performance.now();
    expect(await answer).toBe('LMS_UNAVAILABLE not sent');
    // Its own time is twenty seconds; what waits in the pool keeps the process for as long as that pool has patience.
    expect(performance.now() - letThroughAt).toBeLessThan(5_000);
  });

  it('is not lost on a server that is not there', async () => {
    const { server, client } = await start(honest);
    await server.close();
    expect(await titleOf(client, '1')).toBe('LMS_UNAVAILABLE not sent');
  });
});
