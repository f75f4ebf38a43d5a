/** A receiver's host, as deliveries see it: the same for SFTP and FTP. */
import type { Delivery } from '#domain/feeds.ts';
import { MerciaError } from '#platform/errors.ts';

/** One visit of the host. The receiver begins to load when it ends, so everything is sent in one. */
export interface HostSession {
  /** Names of what is in a folder; fails if there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  upload(localPath: string, path: string): Promise<void>;
  /** In bytes. */
  sizeOf(path: string): Promise<number>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Takes leave; never rejects. */
  close(): Promise<void>;
}

export interface HostOptions {
  readonly delivery: Delivery;
  /** What a variable of the environment holds. */
  readonly secret: (name: string) => string | undefined;
  /** Ends the visit at once, wherever it is. */
  readonly signal: AbortSignal;
  /** How long the host may be silent while something is asked of it. */
  readonly silenceMs: number;
  /** Certificate authorities beside those that Node knows, in PEM. */
  readonly authorities?: string | undefined;
}

/** What the variable holds that the region file names. Throws CONFIG_INVALID if it is not set; the message has the name only. */
export function readDeliverySecret({ delivery, secret }: HostOptions, name: string): string {
  const value = secret(name) ?? '';
  if (value !== '') return value;
  throw new MerciaError('CONFIG_INVALID', `[${delivery.id}] the environment variable ${name} is not set`);
}

/** Puts a fault of the host or of its library into words: what was done, and why it failed. */
export function deliveryError(
  delivery: Delivery,
  what: string,
  error: unknown,
  secrets: readonly string[],
): MerciaError {
  if (error instanceof MerciaError) return error;
  let reason = error instanceof Error ? error.message : String(error);
  // All that SFTP has to say of most faults.
  if (reason === 'Failure')
    reason = 'the host failed and does not say why; often its disk, or the account on it, is full';
  // A host may repeat what it was given.
  for (const secret of secrets) reason = reason.replaceAll(secret, '…');
  return new MerciaError('DELIVERY_FAILED', `[${delivery.id}] ${what}: ${reason}`);
}
