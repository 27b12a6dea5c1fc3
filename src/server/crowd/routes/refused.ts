import type { FastifyInstance } from 'fastify';
import { type CrowdMethod, route } from '../context.ts';
import { CrowdRefusal } from '../refusal.ts';

/** What a Crowd server can do and this one does not: products are told so at once, and do without. */
const refused: readonly (readonly [CrowdMethod, string, CrowdRefusal])[] = [
  ['POST', '/user/mail/password', noMail()],
  ['POST', '/user/mail/usernames', noMail()],
  [
    'POST',
    '/user/expire-all-passwords',
    new CrowdRefusal(403, 'APPLICATION_PERMISSION_DENIED', 'Passwords do not expire in User Sync.'),
  ],
  ['POST', '/webhook', noWebhooks()],
  ['GET', '/webhook/:id', noWebhooks()],
  ['DELETE', '/webhook/:id', noWebhooks()],
];

export function refusedRoutes(app: FastifyInstance): void {
  for (const [method, url, refusal] of refused) {
    route(app, method, url, async () => {
      throw refusal;
    });
  }
}

function noMail(): CrowdRefusal {
  return new CrowdRefusal(
    400,
    'OPERATION_FAILED',
    'User Sync sends no mail; passwords are reset at the identity provider.',
  );
}

/** With 404, a product knows that it has to ask for events itself. */
function noWebhooks(): CrowdRefusal {
  return new CrowdRefusal(404, 'WEBHOOK_NOT_FOUND', 'User Sync calls no webhooks; ask for events instead.');
}
