import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, type KeyLike, SignJWT } from 'jose';

/** An identity provider of a test's own, which serves its keys over HTTP. */
export interface Provider {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** How often the keys were fetched. */
  fetches(): number;
  /** Signs from now on with a new key; the old one is withdrawn. */
  rotate(): Promise<void>;
  /** Lets it answer with an error, or with its keys again. */
  fail(isDown: boolean): void;
  /** A token with these claims besides the usual ones; an undefined one is left out. */
  sign(claims?: JWTPayload, header?: { alg?: string; kid?: string }): Promise<string>;
  close(): Promise<void>;
}

export const AUDIENCE = 'dialogs';

export async function startProvider(): Promise<Provider> {
  let [key, keys, made, fetched, isDown] = [undefined as KeyLike | undefined, [] as JWK[], 0, 0, false];
  const rotate = async () => {
    made += 1;
    const pair = await generateKeyPair('ES256');
    key = pair.privateKey;
    keys = [{ ...(await exportJWK(pair.publicKey)), kid: `key-${made}`, alg: 'ES256', use: 'sig' }];
  };
  await rotate();
  const server = createServer((_request, response) => {
    fetched += 1;
    response.statusCode = isDown ? 503 : 200;
    response.setHeader('content-type', 'application/json').end(isDown ? '' : JSON.stringify({ keys }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    jwksUrl: `${issuer}/keys`,
    rotate,
    fetches: () => fetched,
    fail(down) {
      isDown = down;
    },
    sign(claims = {}, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      const usual = { iss: issuer, aud: AUDIENCE, sub: 'ada@example.com', iat: now, exp: now + 600 };
      const payload = { ...usual, account_id: 1, role: 'reader', ...claims };
      return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: `key-${made}`, ...header }).sign(key!);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
