import type { ServedScope, ServingStore } from '../../core/ports/store/index.ts';
import { type Database, transaction } from '../database.ts';
import { inView, type OpenView, pagesInView } from '../view.ts';
import { removeAttribute, storeAttributes } from './attributes.ts';
import { changesSince } from './changes.ts';
import { listGroups, listUsers } from './lists.ts';
import { findGroup, findUser, groupsOfUser, isMember, relatedGroups, usersOfGroup } from './lookups.ts';
import { listMemberships } from './memberships.ts';
import { requireWhole, type Served, servedIn, stateOf } from './scope.ts';

export function servingStore(database: Database, openView: OpenView): ServingStore {
  const now = <T>(scope: ServedScope, work: (served: Served) => Promise<T>): Promise<T> =>
    servedIn(database, scope).then(work);
  const whole = <T>(scope: ServedScope, pages: (served: Served) => AsyncIterable<T>): AsyncIterable<T> =>
    pagesInView(openView, async function* (view) {
      const served = await servedIn(view, scope);
      await requireWhole(served);
      yield* pages(served);
    });
  return {
    state: (directories) =>
      inView(openView, async (view) => {
        const served = await servedIn(view, { directories, aggregate: false });
        await requireWhole(served);
        return stateOf(served);
      }),
    users: (scope, restriction, range) => whole(scope, (served) => listUsers(served, restriction, range)),
    groups: (scope, restriction, range) => whole(scope, (served) => listGroups(served, restriction, range)),
    memberships: (scope) => whole(scope, listMemberships),
    changes: (scope, since, most) =>
      inView(openView, async (view) => changesSince(await servedIn(view, scope), since, most)),
    user: (scope, ident) => now(scope, (served) => findUser(served, ident)),
    group: (scope, name) => now(scope, (served) => findGroup(served, name)),
    groupsOfUser: (scope, user, nested) => now(scope, (served) => groupsOfUser(served, user, nested)),
    parentsOf: (scope, group, nested) => now(scope, (served) => relatedGroups(served, group, 'above', nested)),
    childrenOf: (scope, group, nested) => now(scope, (served) => relatedGroups(served, group, 'below', nested)),
    usersOfGroup: (scope, group, nested, range) => now(scope, (served) => usersOfGroup(served, group, nested, range)),
    storeAttributes: (scope, owner, attributes) =>
      transaction(database, async (inner) => storeAttributes(await servedIn(inner, scope), owner, attributes)),
    removeAttribute: (scope, owner, name) => now(scope, (served) => removeAttribute(served, owner, name)),
    isMember: (scope, group, user, nested) => now(scope, (served) => isMember(served, group, user, nested)),
  };
}
