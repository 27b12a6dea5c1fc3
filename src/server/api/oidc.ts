import { oidcQuery } from '../../api/index.ts';
import { Failure } from '../../core/errors.ts';
import { beginSession } from '../auth/sessions.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import { admit } from '../oidc/admit.ts';
import { arrive, depart } from '../oidc/journey.ts';
import { Providers } from '../oidc/provider.ts';
import { sendRefusal } from '../oidc/refusal-page.ts';
import { type OidcSetting, oidcSetting } from '../settings/oidc.ts';

const tags = ['session'];

/** Both are addresses for browsers, so what goes wrong is told on a page. */
export function oidcRoutes(app: ApiApp, context: ServiceContext): void {
  const providers = new Providers(context);
  app.get(
    '/session/oidc',
    {
      config: { needs: 'public' },
      schema: { summary: 'Log in at the provider: leads a browser there', tags, querystring: oidcQuery },
    },
    async (request, reply) => {
      try {
        const provider = await providers.of(await enabled(context));
        return await depart(context, provider, request, reply, request.query.returnTo);
      } catch (error) {
        if (error instanceof Failure) return sendRefusal(reply, error);
        throw error;
      }
    },
  );
  app.get(
    '/session/oidc/callback',
    { config: { needs: 'public' }, schema: { summary: 'Where the provider leads browsers back to', tags } },
    async (request, reply) => {
      try {
        const setting = await enabled(context);
        const provider = await providers.of(setting);
        const { claims, returnTo } = await arrive(context, provider, setting, request, reply);
        const administrator = await admit(context, request, setting, claims);
        await request.audit('log-in.succeeded', `administrator ${administrator.username}`, null, { by: 'oidc' });
        await beginSession(context, request, reply, administrator, 'oidc');
        context.metrics.logIn('succeeded');
        return reply.redirect(returnTo);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        context.metrics.logIn('failed');
        request.log.warn({ err: error }, 'a log-in by the provider was refused');
        return sendRefusal(reply, error);
      }
    },
  );
}

async function enabled({ store }: ServiceContext): Promise<OidcSetting> {
  const setting = await oidcSetting(store);
  if (setting.enabled) return setting;
  throw new Failure('unsupported', 'Log-in by a provider is not set up here.', {
    remedy: 'Log in with a password.',
  });
}
