/**
 * An SFTP server (protocol version 3, over its standard streams, as sshd starts one) that tells the sizes of files as they are and
 * never comes to the end of a MARC file.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ASKED = { INIT: 1, OPEN: 3, READ: 5, LSTAT: 7, FSTAT: 8, OPENDIR: 11, READDIR: 12, REALPATH: 16, STAT: 17 };
const ANSWER = { VERSION: 2, STATUS: 101, HANDLE: 102, DATA: 103, NAME: 104, ATTRS: 105 };
const STATUS = { OK: 0, EOF: 1 };

/** Folders that were read to their end. */
const isRead = new Set<string>();

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
}

/** Size, permissions and times. */
function attributesOf(path: string): Buffer {
  const { size, mode, atimeMs, mtimeMs } = statSync(path);
  const times = [atimeMs, mtimeMs].map((time) => number(Math.floor(time / 1000)));
  return Buffer.concat([number(0x0d), number(0), number(size), number(mode), ...times]);
}

function nameOf(path: string, name: string): Buffer {
  const kind = statSync(path).isDirectory() ? 'd' : '-';
  return Buffer.concat([text(name), text(`${kind}rw-r--r-- 1 a a 1 Nov 26 02:00 ${name}`), attributesOf(path)]);
}

function read(path: string, at: number, length: number): Buffer | null {
  const content = readFileSync(path).subarray(at, at + length);
  if (content.length > 0) return content;
  return path.endsWith('.mrc') ? Buffer.alloc(length) : null;
}

function answer(type: number, body: Buffer): readonly [number, Buffer] {
  const length = body.readUInt32BE(0);
  const path = body.toString('utf8', 4, 4 + length);
  switch (type) {
    case ASKED.OPEN:
    case ASKED.OPENDIR:
      isRead.delete(path);
      return [ANSWER.HANDLE, text(path)];
    case ASKED.READ: {
      const data = read(path, body.readUInt32BE(8 + length), body.readUInt32BE(12 + length));
      return data === null ? status(STATUS.EOF) : [ANSWER.DATA, text(data)];
    }
    case ASKED.READDIR: {
      if (isRead.has(path)) return status(STATUS.EOF);
      isRead.add(path);
      const names = readdirSync(path);
      return [
        ANSWER.NAME,
        Buffer.concat([number(names.length), ...names.map((name) => nameOf(join(path, name), name))]),
      ];
    }
    case ASKED.REALPATH:
      return [ANSWER.NAME, Buffer.concat([number(1), nameOf(path, path)])];
    case ASKED.STAT:
    case ASKED.LSTAT:
    case ASKED.FSTAT:
      return [ANSWER.ATTRS, attributesOf(path)];
    default:
      return status(STATUS.OK);
  }
}

function status(code: number): readonly [number, Buffer] {
  return [ANSWER.STATUS, Buffer.concat([number(code), text(''), text('')])];
}

function send(type: number, body: Buffer): void {
  process.stdout.write(Buffer.concat([number(body.length + 1), Buffer.of(type), body]));
}

let waiting = Buffer.alloc(0);
process.stdin.on('data', (chunk: Buffer) => {
  waiting = Buffer.concat([waiting, chunk]);
  while (waiting.length >= 5 && waiting.length >= 4 + waiting.readUInt32BE(0)) {
    const end = 4 + waiting.readUInt32BE(0);
    const type = waiting.readUInt8(4);
    const body = waiting.subarray(5, end);
    waiting = waiting.subarray(end);
    if (type === ASKED.INIT) send(ANSWER.VERSION, number(3));
    else {
      const [kind, content] = answer(type, body.subarray(4));
      send(kind, Buffer.concat([body.subarray(0, 4), content]));
    }
  }
});
