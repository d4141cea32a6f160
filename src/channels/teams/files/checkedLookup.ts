import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { promisify } from 'node:util';

/** Every address of a host name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const lookUp = promisify(lookup);

export const resolveByDns: Resolve = (host) => lookUp(host, { all: true });

/** A name that leads into the office's own network, or to this machine. */
export class InnerAddressError extends Error {
  readonly code = 'INNER_ADDRESS';

  constructor() {
    super('The host name resolves to an address that may not be asked.');
    this.name = 'InnerAddressError';
  }
}

/**
 * A lookup for one connection: the name is resolved once, every address is checked, and the connection is made to those
 * very addresses. A name that resolves otherwise a moment later (DNS rebinding) so gains nothing.
 */
export function checkedLookup(admits: (host: string, ip: string) => boolean, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (found) => {
        const [first] = found;
        if (first === undefined || !found.every(({ address }) => admits(host, address))) {
          callback(new InnerAddressError(), '');
        } else if (options.all) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (thrown: unknown) => callback(thrown instanceof Error ? thrown : new Error('not resolved'), ''),
    );
  };
}
