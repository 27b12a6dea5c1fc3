import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent as lazy,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery } from '../api/session.ts';
import { queryClient } from './query-client.ts';
import { NotFound, RouteFailed, RoutePending } from './route-states.tsx';
import { flag, integer, oneOf, parseAddress, searchOf, text, writeAddress } from './search.ts';
import { Shell } from './shell.tsx';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ notFoundComponent: NotFound });

const logInRoute = createRoute({
  getParentRoute: () => root,
  path: '/log-in',
  validateSearch: searchOf({ returnTo: text }),
  component: lazy(() => import('../pages/log-in/log-in-page.tsx'), 'LogInPage'),
});

const setUpRoute = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazy(() => import('../pages/set-up/set-up-page.tsx'), 'SetUpPage'),
});

/** Every page for which one must be logged in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: '/log-in', search: { returnTo: location.href } });
  },
});

const startRoute = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/connectors', replace: true });
  },
});

const connectorsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/connectors',
  /** `person`: the connector whose dialog **Sync Single User** is open; `remove`: the one that is about to be deleted. */
  validateSearch: searchOf({ person: text, remove: text }),
  component: lazy(() => import('../pages/connectors/connectors-page.tsx'), 'ConnectorsPage'),
});

const newConnectorRoute = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/new',
  validateSearch: searchOf({ type: text }),
  component: lazy(() => import('../pages/create-connector/create-connector-page.tsx'), 'CreateConnectorPage'),
});

const connectorRoute = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/$id',
  beforeLoad: ({ params, location }) => {
    if (location.pathname !== `/connectors/${params.id}`) return;
    throw redirect({ to: '/connectors/$id/history', params, replace: true });
  },
});

const continueRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: '/set-up',
  validateSearch: searchOf({ step: oneOf('connection', 'who', 'mapping', 'simulate') }),
  component: lazy(() => import('../pages/create-connector/continue-page.tsx'), 'ContinuePage'),
});

const editRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: '/edit',
  validateSearch: searchOf({
    tab: oneOf('general', 'required-groups', 'provisioning', 'groups', 'sync', 'advanced'),
    people: text,
  }),
  component: lazy(() => import('../pages/edit-connector/edit-connector-page.tsx'), 'EditConnectorPage'),
});

const versionsRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: '/versions',
  validateSearch: searchOf({ version: integer }),
  component: lazy(() => import('../pages/versions/versions-page.tsx'), 'VersionsPage'),
});

const singleUserRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: '/sync-single-user',
  validateSearch: searchOf({ user: text, advanced: flag, byUsername: flag, run: text }),
  component: lazy(() => import('../pages/sync-single-user/sync-single-user-page.tsx'), 'SyncSingleUserPage'),
});

const connectorHistoryRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: '/history',
  validateSearch: searchOf({ errors: flag }),
  component: lazy(() => import('../pages/history/connector-history-page.tsx'), 'ConnectorHistoryPage'),
});

const conflictsRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: '/conflicts',
  validateSearch: searchOf({ kind: text, search: text }),
  component: lazy(() => import('../pages/conflicts/conflicts-page.tsx'), 'ConflictsPage'),
});

const historyRoute = createRoute({
  getParentRoute: () => inside,
  path: '/history',
  validateSearch: searchOf({ errors: flag, connector: text }),
  component: lazy(() => import('../pages/history/history-page.tsx'), 'HistoryPage'),
});

const runRoute = createRoute({
  getParentRoute: () => inside,
  path: '/runs/$run',
  validateSearch: searchOf({
    status: text,
    search: text,
    sort: oneOf('order', 'username', '-username', 'status'),
    person: integer,
  }),
  component: lazy(() => import('../pages/run/run-page.tsx'), 'RunPage'),
});

const planRoute = createRoute({
  getParentRoute: () => inside,
  path: '/runs/$run/plan',
  validateSearch: searchOf({
    item: integer,
    action: oneOf('create-group', 'update-group', 'delete-group', 'create', 'update', 'delete', 'none'),
  }),
  component: lazy(() => import('../pages/plan/plan-page.tsx'), 'PlanPage'),
});

const directoryRoute = createRoute({
  getParentRoute: () => inside,
  path: '/directory',
  validateSearch: searchOf({
    directory: text,
    tab: oneOf('users', 'groups'),
    search: text,
    user: integer,
    group: text,
  }),
  component: lazy(() => import('../pages/directory/directory-page.tsx'), 'DirectoryPage'),
});

const applicationsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/applications',
  component: lazy(() => import('../pages/applications/applications-page.tsx'), 'ApplicationsPage'),
});

const product = oneOf('jira', 'confluence', 'bitbucket', 'bamboo');

const newApplicationRoute = createRoute({
  getParentRoute: () => inside,
  path: '/applications/new',
  /** `made`: the application that the last step is about. */
  validateSearch: searchOf({ step: oneOf('name', 'directories', 'access', 'connect'), made: integer, product }),
  component: lazy(() => import('../pages/applications/new/add-application-page.tsx'), 'AddApplicationPage'),
});

const applicationRoute = createRoute({
  getParentRoute: () => inside,
  path: '/applications/$application',
  /** `ask`: what is about to be done, and has to be confirmed. */
  validateSearch: searchOf({
    tab: oneOf('connect', 'settings'),
    product,
    ask: oneOf('rotate', 'resync', 'delete'),
  }),
  component: lazy(() => import('../pages/applications/application-page.tsx'), 'ApplicationPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  validateSearch: searchOf({ actor: text, action: text, subject: text, entry: integer }),
  component: lazy(() => import('../pages/audit/audit-page.tsx'), 'AuditPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  validateSearch: searchOf({
    section: oneOf('administrators', 'tokens', 'log-in', 'sessions', 'secrets', 'password', 'about'),
  }),
  component: lazy(() => import('../pages/settings/settings-page.tsx'), 'SettingsPage'),
});

const ofConnector = [
  continueRoute,
  editRoute,
  versionsRoute,
  singleUserRoute,
  connectorHistoryRoute,
  conflictsRoute,
] as const;
const pages = [
  startRoute,
  connectorsRoute,
  newConnectorRoute,
  connectorRoute.addChildren(ofConnector),
  historyRoute,
  runRoute,
  planRoute,
  directoryRoute,
  applicationsRoute,
  newApplicationRoute,
  applicationRoute,
  auditRoute,
  settingsRoute,
] as const;

export const router = createRouter({
  routeTree: root.addChildren([logInRoute, setUpRoute, inside.addChildren(pages)]),
  context: { queryClient },
  parseSearch: (address) => parseAddress(address),
  stringifySearch: (search) => writeAddress(search),
  defaultPreload: 'intent',
  defaultPendingMs: 300,
  defaultPendingComponent: RoutePending,
  defaultErrorComponent: RouteFailed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
