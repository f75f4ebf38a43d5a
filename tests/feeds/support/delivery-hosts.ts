/** Hosts that take files, by other people: OpenSSH's server and pyftpdlib, on loopback, each on a folder of its own. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';

const SSHD = '/usr/sbin/sshd';
/** Debian's own: its packages are not in another. */
const PYTHON = '/usr/bin/python3';

export const sshdAvailable = existsSync(SSHD);
export const ftpdAvailable = spawnSync(PYTHON, ['-c', 'import pyftpdlib, OpenSSL']).status === 0;

export interface TestHost {
  readonly port: number;
  readonly child: ChildProcess;
  close(): Promise<void>;
}

export interface SshHost extends TestHost {
  readonly user: string;
  readonly privateKey: string;
  /** As `ssh-keygen -lf` prints it. */
  readonly fingerprint: string;
}

/** Lets in whoever has the key, as the user who runs the tests; `sftpServer` is a command. What the server itself needs is put into `server` of the folder. */
export async function startSshHost(root: string, sftpServer = 'internal-sftp'): Promise<SshHost> {
  const folder = join(root, 'server');
  mkdirSync(folder);
  const [hostKey, userKey] = [join(folder, 'host'), join(folder, 'user')];
  for (const path of [hostKey, userKey]) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
  // The server insists on it when it is root's.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  const port = await findFreePort();
  const config = join(folder, 'sshd_config');
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${hostKey}`,
    `PidFile ${join(folder, 'pid')}`,
    `AuthorizedKeysFile ${userKey}.pub`,
    'StrictModes no',
    'UsePAM no',
    `ForceCommand ${sftpServer}`,
    `Subsystem sftp ${sftpServer}`,
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  const child = spawn(SSHD, ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  await printed(child, /Server listening/);
  const fingerprint = execFileSync('ssh-keygen', ['-lf', `${hostKey}.pub`], { encoding: 'utf8' }).split(' ')[1] ?? '';
  const privateKey = readFileSync(userKey, 'utf8');
  return { port, child, user: userInfo().username, privateKey, fingerprint, close: () => end(child) };
}

export const FTP_USER = { name: 'eds', password: 'a-password-of-the-tests' };

export interface FtpHostOptions {
  /** Where the files are. */
  readonly folder: string;
  /** In the letters of pyftpdlib; all but `f` lets nothing be renamed. */
  readonly permissions?: string;
  readonly tls?: { readonly keyFile: string; readonly certificateFile: string };
  /** The host dies when it has received so many bytes of a file. */
  readonly diesAfter?: number;
}

const FTP_SCRIPT = `
import json, os, sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler, DTPHandler, TLS_FTPHandler, TLS_DTPHandler
from pyftpdlib.servers import FTPServer
given = json.loads(sys.argv[1])
tls = given.get('tls')
class Data(TLS_DTPHandler if tls else DTPHandler):
    def handle_read_event(self):
        super().handle_read_event()
        if 'diesAfter' in given and self.tot_bytes_received > given['diesAfter']: os._exit(1)
class Handler(TLS_FTPHandler if tls else FTPHandler):
    authorizer = DummyAuthorizer()
    dtp_handler = Data
    auth_failed_timeout = 0
if tls:
    Handler.certfile = tls['certificateFile']
    Handler.keyfile = tls['keyFile']
    Handler.tls_control_required = Handler.tls_data_required = True
Handler.authorizer.add_user(given['user'], given['password'], given['folder'], perm=given['permissions'])
server = FTPServer(('127.0.0.1', 0), Handler)
print('port', server.address[1], flush=True)
server.serve_forever()
`;

export async function startFtpHost({ permissions = 'elradfmwMT', ...options }: FtpHostOptions): Promise<TestHost> {
  const given = { ...options, permissions, user: FTP_USER.name, password: FTP_USER.password };
  const child = spawn(PYTHON, ['-c', FTP_SCRIPT, JSON.stringify(given)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [, port] = await printed(child, /port (\d+)/);
  return { port: Number(port), child, close: () => end(child) };
}

/** A certificate for 127.0.0.1 that it signed itself. */
export function makeCertificate(folder: string): { readonly keyFile: string; readonly certificateFile: string } {
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  execFileSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
    ...['-keyout', keyFile, '-out', certificateFile],
  ]);
  return { keyFile, certificateFile };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function printed(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const match = pattern.exec(text);
      if (match !== null) resolve(match);
    });
  }
  child.once('exit', () => {
    reject(new Error(`ended at once: ${text}`));
  });
  return promise;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
