import { isIP } from 'node:net';
import * as client from 'openid-client';
import { Failure } from '../../core/errors.ts';
import type { ServiceContext } from '../context.ts';
import { clientSecretName, type OidcSetting } from '../settings/oidc.ts';

/** A provider that has told how it is talked to. */
export type Provider = client.Configuration;

const answerWithinSeconds = 10;
/** What a provider says of itself is asked for again after so long. */
const rememberedMs = 60 * 60_000;

/** The provider of the settings, asked once and remembered. */
export class Providers {
  readonly #context: ServiceContext;
  #known: { readonly key: string; readonly at: number; readonly provider: Provider } | undefined;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** Throws `transient` when the provider does not answer as one. */
  async of(setting: OidcSetting): Promise<Provider> {
    const { store, vault, clock } = this.#context;
    const secret = await store.secrets.get(clientSecretName);
    const key = JSON.stringify([setting.issuer, setting.clientId, secret?.sealed]);
    const now = clock();
    if (this.#known?.key === key && now - this.#known.at < rememberedMs) return this.#known.provider;
    const provider = await discover(setting, secret === undefined ? undefined : await vault.open(secret));
    this.#known = { key, at: now, provider };
    return provider;
  }
}

/** Asks the provider how it is talked to. Throws `transient`, with the reason. */
export async function discover(
  { issuer, clientId }: Pick<OidcSetting, 'issuer' | 'clientId'>,
  clientSecret: string | undefined,
): Promise<Provider> {
  const url = new URL(issuer);
  try {
    return await client.discovery(url, clientId, clientSecret, clientSecret === undefined ? client.None() : undefined, {
      timeout: answerWithinSeconds,
      execute: isPlainLoopback(url) ? [client.allowInsecureRequests] : [],
    });
  } catch (error) {
    throw new Failure('transient', `The provider ${url.origin} cannot be asked how to log in: ${reasonOf(error)}.`, {
      remedy: 'Check the issuer under Settings, and that this machine reaches it.',
      cause: error,
    });
  }
}

/** Without encryption only on this machine, for trying things out. */
export function isPlainLoopback({ protocol, hostname }: URL): boolean {
  const isLoopback =
    hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && /^127\./.test(hostname));
  return protocol === 'http:' && isLoopback;
}

/** The innermost reason, on one line and without what was sent. */
function reasonOf(error: unknown): string {
  let reason = error;
  while (reason instanceof Error && reason.cause instanceof Error) reason = reason.cause;
  const { code, message } = reason as { readonly code?: unknown; readonly message?: unknown };
  return [message, code].find((text) => typeof text === 'string' && text !== '')?.toString() ?? 'no answer';
}
