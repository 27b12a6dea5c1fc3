import type { Scope } from '../../api/index.ts';
import type { ApiApp } from './api-app.ts';

/**
 * What somebody must have to use a route: one of the rights that roles and tokens give, or only a session of their own
 * (`session`), or nothing at all (`public`).
 */
export type Needs = Scope | 'session' | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    needs?: Needs;
  }
}

/** Every route must say what it needs, or the service does not start. */
export function requireDeclaredNeeds(app: ApiApp): void {
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.needs === undefined)
      throw new Error(`The route ${String(method)} ${url} does not declare what it needs.`);
  });
}
