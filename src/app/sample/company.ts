/** Lines by the name of their file. */
export type SampleFiles = { readonly [file: string]: readonly string[] };

/** A small company for looking around: people with ids that never change, groups in groups, and who is in which. */
export const sampleFiles: SampleFiles = {
  'users.csv': [
    'id,username,fullName,email,department,active',
    '5b1f,ada,Ada Lovelace,ada@acme.test,Research,true',
    '5b20,alan,Alan Turing,alan@acme.test,Research,true',
    '5b21,barbara,Barbara Liskov,barbara@acme.test,Research,true',
    '5b22,carla,Carla Ruiz,carla@acme.test,Sales,true',
    '5b23,dennis,Dennis Ritchie,dennis@acme.test,Operations,true',
    '5b24,edsger,Edsger Dijkstra,edsger@acme.test,Research,true',
    '5b25,grace,Grace Hopper,grace@acme.test,Operations,true',
    '5b26,jörg,Jörg Müller,joerg@acme.test,Sales,true',
    '5b27,katherine,Katherine Johnson,katherine@acme.test,Research,true',
    '5b28,linus,Linus Torvalds,linus@acme.test,Operations,true',
    '5b29,margaret,Margaret Hamilton,margaret@acme.test,Operations,true',
    '5b2a,radia,Radia Perlman,radia@acme.test,Operations,false',
  ],
  'groups.csv': [
    'id,name,members',
    'g1,staff,research;operations;sales',
    'g2,research,',
    'g3,operations,',
    'g4,sales,',
  ],
  'members.csv': [
    'group,member',
    'research,5b1f',
    'research,5b20',
    'research,5b21',
    'research,5b24',
    'research,5b27',
    'operations,5b23',
    'operations,5b25',
    'operations,5b28',
    'operations,5b29',
    'operations,5b2a',
    'sales,5b22',
    'sales,5b26',
  ],
};

const ada = { before: '5b1f', after: '2cebde31-4a06-4d06-8793-580bd2093f9a' };

/** The same company after Ada was deleted at the provider and created again: all that is new is her id. */
export const recreated: { readonly fullName: string; readonly files: SampleFiles } = {
  fullName: 'Ada Lovelace',
  files: Object.fromEntries(
    Object.entries(sampleFiles).map(([file, lines]) => [
      file,
      lines.map((line) => line.replace(ada.before, ada.after)),
    ]),
  ),
};

export const sampleId = 'sample';

export function sampleConnector(folder: string): string {
  return `# Everything that a connector file may say is in docs/connector-file.md.
connectors:
  - id: ${sampleId}
    name: Sample company
    source: { type: file, path: ${JSON.stringify(folder)} }
    target: { type: directory, directory: main }
    provisioning:
      attributes:
        username: { from: username, steps: [lower] }
        department: department
`;
}
