import { generateKeyPairSync, sign } from 'node:crypto';

/**
 * A certificate for 127.0.0.1 that signs itself, made anew each time: direct-js fetches files by https only, and no key
 * is kept in the project. DER by hand (X.509, RFC 5280): a version, a name, a month, a public key, a subject name.
 * @returns {{key: string, certificate: string}} as PEM
 */
export function makeCertificate(now = new Date()) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(oid('550403'), tag(0x0c, Buffer.from('Kaname fake direct server')))));
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const loopback = tag(0x87, Buffer.from([127, 0, 0, 1]));
  const authority = tag(0x30, tag(0x01, Buffer.from([0xff])));
  const extensions = sequence(
    sequence(oid('551d11'), tag(0x04, sequence(loopback))),
    sequence(oid('551d13'), tag(0x01, Buffer.from([0xff])), tag(0x04, authority)),
  );
  const facts = sequence(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    tag(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(now, -1), time(now, 30)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, extensions),
  );
  const signature = sign('sha256', facts, privateKey);
  const der = sequence(facts, algorithm, tag(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  };
}

function tag(number, ...contents) {
  const body = Buffer.concat(contents);
  const { length } = body;
  const head =
    length < 128
      ? [number, length]
      : length < 256
        ? [number, 0x81, length]
        : [number, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), body]);
}

function sequence(...contents) {
  return tag(0x30, ...contents);
}

function set(...contents) {
  return tag(0x31, ...contents);
}

function oid(hexadecimal) {
  return tag(0x06, Buffer.from(hexadecimal, 'hex'));
}

function time(now, days) {
  const moment = new Date(now.getTime() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '');
  return tag(0x18, Buffer.from(moment));
}
