import type { ServedUser } from '../../../src/core/ports/store/serving.ts';
import type { CrowdGroup, CrowdUser } from '../../../src/protocols/crowd/entities.ts';

export const base = 'https://sync.example/crowd/';

export const servedAda: ServedUser = {
  directory: 'main',
  number: 1,
  key: 'u-7f3a',
  username: 'ada',
  fullName: 'Ada Byron',
  email: 'ada@example.org',
  active: true,
  attributes: { team: ['blue'] },
  createdAt: Date.UTC(2026, 0, 5, 10),
  updatedAt: Date.UTC(2026, 1, 1, 8, 30, 0, 7),
};

export const ada: CrowdUser = {
  name: 'ada',
  key: 'u-7f3a',
  firstName: 'Ada',
  lastName: 'Byron',
  displayName: 'Ada Byron',
  email: 'ada@example.org',
  active: true,
  createdDate: servedAda.createdAt,
  updatedDate: servedAda.updatedAt,
  attributes: { team: ['blue'] },
};

export const devs: CrowdGroup = {
  name: 'devs',
  description: 'Developers',
  active: true,
  createdDate: null,
  updatedDate: null,
  attributes: {},
};
