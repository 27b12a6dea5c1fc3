import type { FastifyInstance } from 'fastify';
import type { CrowdContext } from '../context.ts';
import { attributeRoutes } from './attributes.ts';
import { authenticationRoutes } from './authentication.ts';
import { configRoutes } from './config.ts';
import { eventRoutes } from './events.ts';
import { groupChangeRoutes } from './group-changes.ts';
import { groupRoutes } from './groups.ts';
import { membershipChangeRoutes } from './membership-changes.ts';
import { membershipRoutes } from './memberships.ts';
import { refusedRoutes } from './refused.ts';
import { searchRoutes } from './search.ts';
import { sessionRoutes } from './sessions.ts';
import { userChangeRoutes } from './user-changes.ts';
import { userRoutes } from './users.ts';

export function crowdRoutes(app: FastifyInstance, context: CrowdContext): void {
  configRoutes(app);
  userRoutes(app, context);
  groupRoutes(app, context);
  membershipRoutes(app, context);
  searchRoutes(app, context);
  eventRoutes(app, context);
  authenticationRoutes(app, context);
  sessionRoutes(app, context);
  attributeRoutes(app, context);
  userChangeRoutes(app, context);
  groupChangeRoutes(app, context);
  membershipChangeRoutes(app, context);
  refusedRoutes(app);
}
