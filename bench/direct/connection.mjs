import { decode } from '@msgpack/msgpack';
import { encodeOld } from './oldMessagePack.mjs';

/**
 * One WebSocket of a client: calls in, answers and notifications out. `faults` says what is to go wrong.
 * @param {import('ws').WebSocket} socket
 * @param {Record<string, (params: unknown[]) => unknown>} methods
 * @param {object} faults see fakeDirectServer.mjs
 * @param {{called: (call: {method: string, params: unknown[]}) => void, changed: () => void}} told
 */
export function serveConnection(socket, methods, faults, told) {
  let notifications = 0;
  let isNotifying = false;
  const send = (frame) => socket.readyState === socket.OPEN && socket.send(encodeOld(frame));
  const answer = (id, method, params) => {
    if (faults.failures.has(method)) {
      const [error, ...rest] = faults.failures.get(method);
      if (rest.length > 0) faults.failures.set(method, rest);
      else faults.failures.delete(method);
      return send([1, id, error, null]);
    }
    const lostBefore = faults.losing.get(method) === 'before';
    const lostAfter = faults.losing.get(method) === 'after';
    if (lostBefore || lostAfter) faults.losing.delete(method);
    if (lostBefore) return socket.terminate();
    try {
      const result = methods[method]?.(params) ?? null;
      told.changed();
      if (lostAfter) return socket.terminate();
      send([1, id, null, result]);
      if (method === 'start_notification') isNotifying = true;
    } catch (thrown) {
      if (thrown.answer === undefined) throw thrown;
      send([1, id, thrown.answer, null]);
    }
  };
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const [kind, id, method, params] = decode(data, { useBigInt64: true });
    if (kind !== 0) return;
    told.called({ method, params });
    if (faults.isSilent) return;
    if (faults.delayMs > 0) setTimeout(() => answer(id, method, params), faults.delayMs);
    else answer(id, method, params);
  });
  return {
    notify(method, params) {
      if (isNotifying && !faults.isSilent) send([0, notifications++, method, params]);
    },
    /** Sends bytes as they are. */
    raw: (bytes, options) => socket.send(bytes, options),
    close: (code, reason) => (code === undefined ? socket.terminate() : socket.close(code, reason)),
  };
}
