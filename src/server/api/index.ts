import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';

type Routes = (app: ApiApp, context: ServiceContext) => void;

/** Every resource of the REST API, one line each. */
const resources: readonly Routes[] = [];

export function apiRoutes(app: ApiApp, context: ServiceContext): void {
  for (const routes of resources) routes(app, context);
}
