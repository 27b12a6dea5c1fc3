import { z } from 'zod';
import { storedSecret } from '../../api/index.ts';
import { usersOfSecret } from '../../app/secrets/index.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';

/** How old secrets are and who uses them; no route answers with one. */
export function secretRoutes(app: ApiApp, { store }: ServiceContext): void {
  app.get(
    '/settings/secrets',
    {
      config: { needs: 'administer' },
      schema: {
        summary: 'Stored secrets: their age, never what they are',
        tags: ['settings'],
        response: { 200: z.object({ items: z.array(storedSecret) }) },
      },
    },
    async () => {
      const connectors = (await store.connectors.list()).map(({ config }) => config);
      const secrets = await store.secrets.list();
      return {
        items: secrets.map(({ name, setAt, setBy, keyId }) => {
          return { name, usedBy: [...usersOfSecret(name, connectors)], setAt, setBy, keyId };
        }),
      };
    },
  );
}
