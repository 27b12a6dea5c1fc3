import type { FastifyRequest } from 'fastify';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * Writes down what was done, after it was done. `action`: such as `connector.changed`; `subject`: such as
     * `connector acme`; `before` and `after`: JSON without secrets, null where there is nothing to tell.
     */
    audit(action: string, subject: string, before: unknown, after: unknown): Promise<void>;
  }
}

/** The actor of what a stranger did, such as a log-in that failed. */
const stranger = 'stranger';

export function addAudit(app: ApiApp, { store, clock }: ServiceContext): void {
  app.decorateRequest(
    'audit',
    function audit(this: FastifyRequest, action: string, subject: string, before: unknown, after: unknown) {
      const actor = this.actor?.name ?? stranger;
      return store.audit.append({ at: clock(), actor, address: this.ip, action, subject, before, after });
    },
  );
}
