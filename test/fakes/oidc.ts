import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

async function signingKeys() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] };
}

/** Somebody at the provider. */
export interface OidcPerson {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/** A real OpenID Connect provider on loopback, at which somebody logs in without being asked. */
export class OidcFake {
  readonly issuer: string;
  readonly clientId = 'user-sync';
  readonly clientSecret = 'the-secret-of-the-client-at-the-provider';
  /** Who logs in next. */
  person: OidcPerson = { sub: 'nobody' };
  /** The person says no at the provider. */
  refuses = false;
  readonly close: () => Promise<void>;

  private constructor(issuer: string, close: () => Promise<void>) {
    this.issuer = issuer;
    this.close = close;
  }

  static async start(redirectUris: (issuer: string) => readonly string[]): Promise<OidcFake> {
    let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {};
    const server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const close = () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      });
    const fake = new OidcFake(issuer, close);
    const provider = new Provider(issuer, { ...fake.#configuration(redirectUris(issuer)), jwks: await signingKeys() });
    const callback = provider.callback();
    answer = (request, response) => {
      if (request.url?.startsWith('/interaction/') === true) {
        fake.#interact(provider, request, response).catch((error) => response.writeHead(500).end(String(error)));
      } else callback(request, response);
    };
    return fake;
  }

  #configuration(redirectUris: readonly string[]): Configuration {
    return {
      clients: [{ client_id: this.clientId, client_secret: this.clientSecret, redirect_uris: [...redirectUris] }],
      findAccount: (_context, id) => {
        const { person } = this;
        return { accountId: id, claims: async () => person };
      },
      claims: { openid: ['sub'], profile: ['preferred_username', 'name'], email: ['email'], groups: ['groups'] },
      scopes: ['openid', 'profile', 'email', 'groups'],
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      cookies: { keys: ['the cookies of the fake'] },
    };
  }

  async #interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { prompt, params } = await provider.interactionDetails(request, response);
    const { sub } = this.person;
    if (this.refuses) {
      const error = { error: 'access_denied', error_description: 'the person said no' };
      return provider.interactionFinished(request, response, error);
    }
    if (prompt.name === 'login') {
      return provider.interactionFinished(request, response, { login: { accountId: sub } });
    }
    const grant = new provider.Grant({ accountId: sub, clientId: String(params.client_id) });
    grant.addOIDCScope('openid profile email groups');
    const consent = { grantId: await grant.save() };
    return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
  }
}
