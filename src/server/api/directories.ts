import { z } from 'zod';
import {
  authenticationChange,
  type DirectoryUserAnswer,
  directory,
  directoryGroup,
  directoryQuery,
  directoryUser,
  directoryUserDetail,
  groupMember,
  membersQuery,
  pageOf,
  pageQuery,
} from '../../api/index.ts';
import { Failure } from '../../core/errors.ts';
import { nameKey } from '../../core/names.ts';
import type { DirectoryUser, Store } from '../../core/ports/store/index.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';

const tags = ['directories'];
const config = { needs: 'read' } as const;
const ofDirectory = z.object({ id: z.string().min(1).max(63) });
const querystring = directoryQuery.extend(pageQuery.shape);

export function directoryRoutes(app: ApiApp, { store }: ServiceContext): void {
  app.get(
    '/directories',
    {
      config,
      schema: { summary: 'The directories, counted', tags, response: { 200: z.object({ items: z.array(directory) }) } },
    },
    async () => {
      const ids = await store.directories.list();
      return { items: await Promise.all(ids.map((id) => store.directories.summary(id))) };
    },
  );
  authenticationRoute(app, store);
  userRoutes(app, store);
  groupRoutes(app, store);
}

function authenticationRoute(app: ApiApp, store: Store): void {
  app.put(
    '/directories/:id/authentication',
    {
      config: { needs: 'configure' },
      schema: {
        summary: 'Set who checks the passwords of its people',
        tags,
        params: ofDirectory,
        body: authenticationChange,
        response: { 200: directory },
      },
    },
    async (request) => {
      const id = await requireDirectory(store, request.params.id);
      const { authentication } = request.body;
      const before = { authentication: await store.directories.authentication(id) };
      await store.directories.setAuthentication(id, authentication);
      await request.audit('directory.changed', `directory ${id}`, before, { authentication });
      return store.directories.summary(id);
    },
  );
}

function userRoutes(app: ApiApp, store: Store): void {
  app.get(
    '/directories/:id/users',
    {
      config,
      schema: {
        summary: 'Users by name',
        tags,
        params: ofDirectory,
        querystring,
        response: { 200: pageOf(directoryUser) },
      },
    },
    async (request) => {
      const { after = null, ...query } = request.query;
      const id = await requireDirectory(store, request.params.id);
      const page = await store.directories.userPage(id, { ...query, after });
      return { ...page, items: page.items.map(userAnswer) };
    },
  );
  app.get(
    '/directories/:id/users/:number',
    {
      config,
      schema: {
        summary: 'A user, with the connector that each membership comes from',
        tags,
        params: ofDirectory.extend({ number: z.coerce.number().int().min(1) }),
        response: { 200: directoryUserDetail },
      },
    },
    async (request) => {
      const { number } = request.params;
      const id = await requireDirectory(store, request.params.id);
      const user = await store.directories.find(id, { number });
      if (user === undefined) throw new Failure('not-found', `There is no user ${number} in the directory "${id}".`);
      return { ...userAnswer(user), memberships: [...(await store.directories.membershipsOf(id, number))] };
    },
  );
}

function groupRoutes(app: ApiApp, store: Store): void {
  app.get(
    '/directories/:id/groups',
    {
      config,
      schema: {
        summary: 'Groups by name',
        tags,
        params: ofDirectory,
        querystring,
        response: { 200: pageOf(directoryGroup) },
      },
    },
    async (request) => {
      const { after = null, ...query } = request.query;
      const id = await requireDirectory(store, request.params.id);
      const page = await store.directories.groupPage(id, { ...query, after });
      return { ...page, items: page.items.map((group) => ({ ...group, subgroups: [...group.subgroups] })) };
    },
  );
  app.get(
    '/directories/:id/groups/:name/members',
    {
      config,
      schema: {
        summary: 'Members of a group by name, with the connector that each membership comes from',
        tags,
        params: ofDirectory.extend({ name: z.string().min(1).max(255) }),
        querystring: querystring.extend(membersQuery.shape),
        response: { 200: pageOf(groupMember) },
      },
    },
    async (request) => {
      const { after = null, nested, ...query } = request.query;
      const { name } = request.params;
      const id = await requireDirectory(store, request.params.id);
      const asked = { ...query, after, nested: nested === 'true' };
      const page = await store.directories.memberPage(id, nameKey(name), asked);
      if (page === undefined) throw new Failure('not-found', `There is no group "${name}" in the directory "${id}".`);
      return { ...page, items: [...page.items] };
    },
  );
}

/** Mirrors of other targets are not shown as directories. */
async function requireDirectory({ directories }: Store, id: string): Promise<string> {
  if ((await directories.list()).includes(id)) return id;
  throw new Failure('not-found', `There is no directory "${id}".`);
}

function userAnswer(user: DirectoryUser): DirectoryUserAnswer {
  return { ...user, attributes: { ...user.attributes } };
}
