import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { makeCertificate } from './certificate.mjs';
import { serveConnection } from './connection.mjs';
import { createFileRequests } from './files.mjs';
import { createMethods } from './methods.mjs';
import { createRooms } from './rooms.mjs';
import { World } from './world.mjs';

/**
 * A fake of the direct platform on 127.0.0.1, as direct-js 2.1.0 speaks to it: WebSocket and MessagePack-RPC, files over
 * https. Made from what the client does, not from any document of the platform. Its certificate is new each time: whoever
 * connects needs NODE_EXTRA_CA_CERTS={certificateFile}. Types stand in fakeDirectServer.d.mts.
 */
export async function startFakeDirectServer({ token = 'fake-direct-token', botName = 'かなめ', port = 0 } = {}) {
  const world = new World(botName);
  const changes = new EventEmitter().setMaxListeners(0);
  const connections = new Set();
  const calls = [];
  const faults = { isSilent: false, delayMs: 0, failures: new Map(), losing: new Map() };
  const changed = () => changes.emit('change');
  const folder = mkdtempSync(join(tmpdir(), 'fake-direct-'));
  const certificateFile = join(folder, 'certificate.pem');
  const { key, certificate } = makeCertificate();
  writeFileSync(certificateFile, certificate);
  let accepted = token;
  let address = { port };

  const server = {
    token: () => accepted,
    redirect: () => faults.redirect,
    httpsUrl: () => `https://127.0.0.1:${address.port}`,
    changed,
  };
  const methods = createMethods(world, server);
  const files = createFileRequests(world, server);
  let listening;
  const listen = async () => {
    const https = createServer({ key, cert: certificate }, files);
    const sockets = new WebSocketServer({ server: https });
    sockets.on('connection', (socket) => {
      const connection = serveConnection(socket, methods, faults, {
        called: (call) => {
          calls.push(call);
          changed();
        },
        changed,
      });
      connections.add(connection);
      socket.once('close', () => {
        connections.delete(connection);
        changed();
      });
      changed();
    });
    await new Promise((ready) => https.listen(address.port, '127.0.0.1', ready));
    address = https.address();
    listening = { https, sockets };
  };
  const stop = async () => {
    for (const connection of connections) connection.close();
    listening.sockets.close();
    listening.https.closeAllConnections();
    await new Promise((closed) => listening.https.close(closed));
  };
  await listen();

  const notify = (method, params) => {
    for (const connection of connections) connection.notify(method, params);
    changed();
  };
  return {
    url: `wss://127.0.0.1:${address.port}/albero-app-server/api`,
    token,
    certificateFile,
    bot: { id: String(world.bot.id), name: botName },
    calls,
    ...createRooms(world, notify),
    connections: () => connections.size,
    /** Resolves to what the function gives as soon as it gives something; rejects after the limit. */
    until: (found, limitMs = 10_000) => until(changes, found, limitMs),
    disconnect: (code, reason) => {
      for (const connection of connections) connection.close(code, reason);
    },
    stop,
    listen,
    acceptToken: (other) => {
      accepted = other;
    },
    silence: (isSilent) => {
      faults.isSilent = isSilent;
    },
    redirectFiles: (url) => {
      faults.redirect = url;
    },
    delay: (ms) => {
      faults.delayMs = ms;
    },
    fail: (method, error, times = 1) => faults.failures.set(method, Array(times).fill(error)),
    lose: (method, moment) => faults.losing.set(method, moment),
    sendRaw: (bytes, options) => {
      for (const connection of connections) connection.raw(bytes, options);
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function until(changes, found, limitMs) {
  return new Promise((resolve, reject) => {
    const look = () => {
      const value = found();
      if (value === undefined || value === false || value === null) return;
      end();
      resolve(value);
    };
    const limit = setTimeout(() => {
      end();
      reject(new Error('what was waited for did not happen'));
    }, limitMs);
    const end = () => {
      clearTimeout(limit);
      changes.off('change', look);
    };
    changes.on('change', look);
    look();
  });
}
