import { totalmem } from 'node:os';

const MB = 1024 * 1024;

/** Settings for a machine of one local application; what PostgreSQL calls them. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  // Containers and small machines give /dev/shm 64 MB or none.
  dynamic_shared_memory_type: 'mmap',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_connections: '40',
  // What a process that was killed had asked for ends, and its locks are free for the next one.
  client_connection_check_interval: '1s',
  max_parallel_workers: '2',
  autovacuum_max_workers: '1',
  // No replica hangs on a bundled server.
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Behind each checkpoint the first change of a page writes the page whole, and a first load changes pages everywhere. A
  // start after a hard death reads what was written since the last checkpoint again, and is waited for.
  max_wal_size: '8GB',
  checkpoint_timeout: '10min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // The log tells what the server does, never what a statement or a row held.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** An eighth of the memory for pages that are in use, of 48 to 4,096 MB: the server takes them as it needs them. */
const BUFFERS_SHARE = 8;
const BUFFERS_MIN_MB = 48;
const BUFFERS_MAX_MB = 4096;

/** `memory` in bytes: that of the machine, or what this process may use of it. */
export function serverSettings(major: number, memory = usableMemory()): Readonly<Record<string, string>> {
  const buffers = Math.round(memory / BUFFERS_SHARE / MB);
  return {
    ...SETTINGS,
    shared_buffers: `${String(Math.min(BUFFERS_MAX_MB, Math.max(BUFFERS_MIN_MB, buffers)))}MB`,
    effective_cache_size: `${String(Math.max(128, Math.round(memory / 4 / MB)))}MB`,
    // Since 18 three processes do nothing but read ahead; a small machine has no use for them.
    ...(major >= 18 ? { io_method: 'sync' } : {}),
  };
}

/** A container may use less than its machine has; 0 or more than there is means that nothing was said. */
function usableMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 && constrained < totalmem() ? constrained : totalmem();
}
