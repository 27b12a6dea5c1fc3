import { type OidcSettings, oidcSettings, serviceSettings } from '../../api/index.ts';
import { isFailure } from '../../core/errors.ts';
import { actorOf } from '../auth/actor.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import { refuseField } from '../http/problem.ts';
import { redirectUriOf } from '../oidc/journey.ts';
import { discover, isPlainLoopback } from '../oidc/provider.ts';
import { clientSecretName, type OidcSetting, oidcSetting, saveOidcSetting } from '../settings/oidc.ts';
import { publicUrlOf, savePublicUrl } from '../settings/service.ts';

const tags = ['settings'];
const config = { needs: 'administer' } as const;

export function settingRoutes(app: ApiApp, context: ServiceContext): void {
  serviceRoutes(app, context);
  const { store } = context;
  const answer = async (request: Parameters<typeof redirectUriOf>[1]): Promise<OidcSettings> => {
    const hasClientSecret = (await store.secrets.get(clientSecretName)) !== undefined;
    return { ...(await oidcSetting(store)), hasClientSecret, redirectUri: await redirectUriOf(context, request) };
  };
  app.get(
    '/settings/oidc',
    { config, schema: { summary: 'Log-in by OpenID Connect', tags, response: { 200: oidcSettings } } },
    (request) => answer(request),
  );
  app.put(
    '/settings/oidc',
    {
      config,
      schema: {
        summary: 'Set log-in by OpenID Connect; a client secret that is left out stays',
        tags,
        body: oidcSettings,
        response: { 200: oidcSettings },
      },
    },
    async (request) => {
      const { clientSecret, hasClientSecret: _has, redirectUri: _uri, ...setting } = request.body;
      await checkOidc(context, setting, clientSecret);
      const before = await oidcSetting(store);
      if (clientSecret !== undefined && clientSecret !== '') {
        await context.vault.set(clientSecretName, clientSecret, actorOf(request).name);
      }
      await saveOidcSetting(store, setting);
      const noted = clientSecret === undefined ? setting : { ...setting, clientSecret: 'a new one' };
      await request.audit('settings.changed', 'settings oidc', before, noted);
      return answer(request);
    },
  );
}

/** What is switched on must work: the provider is asked. */
async function checkOidc(
  { store, vault }: ServiceContext,
  setting: OidcSetting,
  clientSecret: string | undefined,
): Promise<void> {
  if (!setting.enabled) return;
  const issuer = URL.parse(setting.issuer);
  if (issuer === null || (issuer.protocol !== 'https:' && !isPlainLoopback(issuer))) {
    throw refuseField('issuer', 'must be an address that begins with https://, as the provider names itself.');
  }
  if (setting.clientId.trim() === '') throw refuseField('clientId', 'is missing; the provider gives it.');
  const known = await store.secrets.get(clientSecretName);
  const secret = clientSecret ?? (known === undefined ? undefined : await vault.open(known));
  try {
    await discover(setting, secret);
  } catch (error) {
    throw isFailure(error, 'transient') ? refuseField('issuer', `does not work. ${error.message}`) : error;
  }
}

function serviceRoutes(app: ApiApp, { store }: ServiceContext): void {
  app.get(
    '/settings/service',
    { config, schema: { summary: 'Settings of the service', tags, response: { 200: serviceSettings } } },
    async () => ({ publicUrl: await publicUrlOf(store) }),
  );
  app.put(
    '/settings/service',
    {
      config,
      schema: {
        summary: 'Change the settings of the service',
        tags,
        body: serviceSettings,
        response: { 200: serviceSettings },
      },
    },
    async (request) => {
      const publicUrl = checkPublicUrl(request.body.publicUrl.trim());
      const before = await publicUrlOf(store);
      await savePublicUrl(store, publicUrl);
      await request.audit('settings.changed', 'settings service', { publicUrl: before }, { publicUrl });
      return { publicUrl };
    },
  );
}

function checkPublicUrl(text: string): string {
  if (text === '') return '';
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw refuseField(
    'publicUrl',
    'must be an address such as https://sync.acme.test, without a path, a user or a password; or empty.',
  );
}
