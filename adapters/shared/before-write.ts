import { MerciaError } from '#platform/errors.ts';

/**
 * What has to be asked or done before a write is sent: where it fails, the write was certainly not done, and the error
 * says so.
 */
export async function beforeWrite<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof MerciaError) || error.notSent) throw error;
    const { code, message, system, retryAfterSeconds, publicMessage, cause } = error;
    throw new MerciaError(code, message, {
      notSent: true,
      publicMessage,
      ...(system === undefined ? {} : { system }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      ...(cause === undefined ? {} : { cause }),
    });
  }
}
