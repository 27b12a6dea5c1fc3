import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import { aboutRoutes } from './about.ts';
import { administratorRoutes } from './administrators.ts';
import { auditRoutes } from './audit.ts';
import { oidcRoutes } from './oidc.ts';
import { secretRoutes } from './secrets.ts';
import { sessionRoutes } from './session.ts';
import { sessionsRoutes } from './sessions.ts';
import { settingRoutes } from './settings.ts';
import { setupRoutes } from './setup.ts';
import { supportRoutes } from './support.ts';
import { tokenRoutes } from './tokens.ts';

type Routes = (app: ApiApp, context: ServiceContext) => void;

/** Every resource of the REST API, one line each. */
const resources: readonly Routes[] = [
  setupRoutes,
  sessionRoutes,
  oidcRoutes,
  sessionsRoutes,
  administratorRoutes,
  tokenRoutes,
  settingRoutes,
  secretRoutes,
  auditRoutes,
  aboutRoutes,
  supportRoutes,
];

export function apiRoutes(app: ApiApp, context: ServiceContext): void {
  for (const routes of resources) routes(app, context);
}
