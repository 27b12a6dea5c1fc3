import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import { aboutRoutes } from './about.ts';
import { administratorRoutes } from './administrators.ts';
import { applicationRoutes } from './applications.ts';
import { auditRoutes } from './audit.ts';
import { connectorTypeRoutes } from './connector-types.ts';
import { connectorConflictRoutes } from './connectors/conflicts.ts';
import { connectorRoutes } from './connectors/connectors.ts';
import { connectorSnapshotRoutes } from './connectors/snapshot.ts';
import { connectorTestRoutes } from './connectors/test.ts';
import { connectorVersionRoutes } from './connectors/versions.ts';
import { directoryRoutes } from './directories.ts';
import { oidcRoutes } from './oidc.ts';
import { runApplicationRoutes } from './runs/applications.ts';
import { runEventRoutes } from './runs/events.ts';
import { planRoutes } from './runs/plan.ts';
import { resultRoutes } from './runs/results.ts';
import { runRoutes } from './runs/runs.ts';
import { scheduleRoutes } from './schedule.ts';
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
  connectorTypeRoutes,
  connectorRoutes,
  connectorVersionRoutes,
  connectorTestRoutes,
  connectorSnapshotRoutes,
  connectorConflictRoutes,
  scheduleRoutes,
  runRoutes,
  runEventRoutes,
  resultRoutes,
  planRoutes,
  runApplicationRoutes,
  directoryRoutes,
  applicationRoutes,
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
