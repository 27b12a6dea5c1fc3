import type { Role } from '../../api/answers.ts';

export const roles: { readonly value: Role; readonly label: string }[] = [
  { value: 'viewer', label: 'Viewer: sees everything' },
  { value: 'operator', label: 'Operator: starts runs' },
  { value: 'administrator', label: 'Administrator: changes everything' },
];
