/** Commands that ask a graph, which is a server of the test. */
import { Command } from 'commander';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished, vi } from 'vitest';

/** What a command prints while a graph gives this for what it asks. */
export async function printed(
  register: (program: Command) => void,
  args: readonly string[],
  answer: (variables: Record<string, unknown>) => object,
): Promise<readonly string[]> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { variables } = JSON.parse(body) as { readonly variables: Record<string, unknown> };
      response.end(JSON.stringify({ data: answer(variables) }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(...String(text).trimEnd().split('\n'));
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  const program = new Command();
  register(program);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  await program.parseAsync([...args, '--url', url], { from: 'user' });
  return lines;
}
