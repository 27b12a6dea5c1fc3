import type { FastifyReply, FastifyRequest } from 'fastify';
import * as client from 'openid-client';
import { z } from 'zod';
import { Failure } from '../../core/errors.ts';
import type { ServiceContext } from '../context.ts';
import type { OidcSetting } from '../settings/oidc.ts';
import { addressOf } from '../settings/service.ts';
import { type Claims, groupsOf } from './claims.ts';
import type { Provider } from './provider.ts';

const cookie = 'user-sync-oidc';
const path = '/api/v1/session/oidc';
const purpose = 'oidc';
const longestMs = 10 * 60_000;

/** What a browser keeps, sealed, while it is at the provider. */
const journey = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  endsAt: z.number(),
});
type Journey = z.infer<typeof journey>;

export interface Arrival {
  readonly claims: Claims;
  /** Where the browser wanted to go. */
  readonly returnTo: string;
}

/** The address to which the provider sends browsers back. */
export async function redirectUriOf({ store }: ServiceContext, request: FastifyRequest): Promise<string> {
  return `${await addressOf(store, request)}${path}/callback`;
}

/** Sends the browser to the provider. */
export async function depart(
  context: ServiceContext,
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
  returnTo: string,
): Promise<FastifyReply> {
  const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
  const redirectUri = await redirectUriOf(context, request);
  const known = provider.serverMetadata().scopes_supported ?? [];
  const address = client.buildAuthorizationUrl(provider, {
    redirect_uri: redirectUri,
    // Some providers give the groups only where this is asked for, others refuse what they do not know.
    scope: ['openid', 'profile', 'email', ...(known.includes('groups') ? ['groups'] : [])].join(' '),
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const endsAt = context.clock() + longestMs;
  const kept: Journey = { state, nonce, verifier, returnTo, endsAt };
  const sealed = await context.vault.sealText(purpose, JSON.stringify(kept));
  const secure = redirectUri.startsWith('https:');
  // The provider's page leads back here, so the cookie must come along from another site.
  reply.setCookie(cookie, sealed, { path, httpOnly: true, sameSite: 'lax', secure, maxAge: longestMs / 1000 });
  return reply.redirect(address.href);
}

/** What the provider says of the browser that comes back. Throws `invalid` when it did not leave from here. */
export async function arrive(
  context: ServiceContext,
  provider: Provider,
  { groupsClaim }: OidcSetting,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Arrival> {
  reply.clearCookie(cookie, { path });
  const left = await readJourney(context, request.cookies[cookie]);
  const address = new URL(await redirectUriOf(context, request));
  address.search = new URL(request.url, address).search;
  const tokens = await client
    .authorizationCodeGrant(provider, address, {
      pkceCodeVerifier: left.verifier,
      expectedState: left.state,
      expectedNonce: left.nonce,
      idTokenExpected: true,
    })
    .catch((error: unknown) => {
      throw refused(error);
    });
  const claims: Claims = { ...tokens.claims() };
  const { returnTo } = left;
  if (groupsOf(claims, groupsClaim).length > 0) return { claims, returnTo };
  return { claims: await withUserInfo(provider, tokens.access_token, claims), returnTo };
}

async function readJourney({ vault, clock }: ServiceContext, sealed: string | undefined): Promise<Journey> {
  const text = sealed === undefined ? undefined : await vault.openText(purpose, sealed);
  const left = text === undefined ? undefined : journey.parse(JSON.parse(text));
  if (left !== undefined && clock() < left.endsAt) return left;
  throw new Failure('invalid', 'This log-in was not begun in this browser, or it took longer than ten minutes.', {
    remedy: 'Begin again on the log-in page.',
  });
}

/** Many providers tell the groups only there. */
async function withUserInfo(provider: Provider, accessToken: string, claims: Claims): Promise<Claims> {
  if (provider.serverMetadata().userinfo_endpoint === undefined) return claims;
  const info = await client.fetchUserInfo(provider, accessToken, String(claims.sub)).catch((error: unknown) => {
    throw refused(error);
  });
  return { ...info, ...claims };
}

function refused(error: unknown): Failure {
  const said =
    error instanceof client.AuthorizationResponseError ? (error.error_description ?? error.error) : undefined;
  const reason = said ?? (error instanceof Error ? error.message : String(error));
  return new Failure('invalid', `The provider did not let you in: ${reason.slice(0, 300)}.`, {
    remedy: 'Begin again on the log-in page. If it stays so, an administrator finds more in the log of the service.',
    cause: error,
  });
}
