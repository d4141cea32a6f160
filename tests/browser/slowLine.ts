import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

export interface SlowLine {
  readonly url: string;
  close(): void;
}

const EVERY_MS = 100;

/** A line to `port` of this machine on which answers come back with `bytes` bytes in a tenth of a second. */
export async function startSlowLine(port: number, bytes: number): Promise<SlowLine> {
  const open = new Set<() => void>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    let waiting = Buffer.alloc(0);
    const timer = setInterval(() => {
      near.write(waiting.subarray(0, bytes));
      waiting = waiting.subarray(bytes);
    }, EVERY_MS);
    const end = () => {
      clearInterval(timer);
      open.delete(end);
      near.destroy();
      far.destroy();
    };
    open.add(end);
    near.pipe(far);
    far.on('data', (piece) => {
      waiting = Buffer.concat([waiting, piece]);
    });
    near.on('close', end).on('error', end);
    far.on('error', end);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      for (const end of open) end();
    },
  };
}
