/** Where a product is told about a directory. */
export interface ProductGuide {
  readonly id: 'jira' | 'confluence' | 'bitbucket' | 'bamboo';
  readonly label: string;
  /** The way through its menus to a new directory. */
  readonly menu: readonly string[];
  /** Where it says which groups may use it. */
  readonly access: string;
  /** A group that it lets in when it is new. */
  readonly group: string;
}

const add = ['Add Directory', 'Atlassian Crowd', 'Next'];

export const products: readonly ProductGuide[] = [
  {
    id: 'jira',
    label: 'Jira',
    menu: ['Administration', 'User management', 'User Directories', ...add],
    access: 'Administration → Applications → Application access',
    group: 'jira-software-users',
  },
  {
    id: 'confluence',
    label: 'Confluence',
    menu: ['Administration', 'General configuration', 'User Directories', ...add],
    access: 'General configuration → Global permissions',
    group: 'confluence-users',
  },
  {
    id: 'bitbucket',
    label: 'Bitbucket',
    menu: ['Administration', 'User Directories', ...add],
    access: 'Administration → Global permissions',
    group: 'stash-users',
  },
  {
    id: 'bamboo',
    label: 'Bamboo',
    menu: ['Administration', 'Security', 'User directories', ...add],
    access: 'Administration → Security → Global permissions',
    group: 'bamboo-users',
  },
];
