import type { OptionProblem, OptionSpec, OptionValues } from '../../core/options.ts';
import type { CsvOptions } from '../../protocols/files/csv.ts';

export const fileOptions: readonly OptionSpec[] = [
  {
    name: 'path',
    type: 'text',
    label: 'File or folder',
    help:
      'A file with the people, or a folder with users.*, and, if you have them, groups.* and members.*, ' +
      'each as .csv, .json, .ndjson or .jsonl in UTF-8. NDJSON suits large companies best.',
    example: '/srv/export',
    required: true,
  },
  {
    name: 'idColumn',
    type: 'text',
    label: 'Id column',
    help:
      'The column of the people whose value never changes, such as a personnel number. Left out: id, where there is such a ' +
      'column, else username; a person who is renamed then counts as one who left and one who joined.',
    example: 'employeeNumber',
  },
  {
    name: 'groupsColumn',
    type: 'text',
    label: 'Groups column',
    help: "The column of the people with the names (or ids) of their groups. Not read when there is a file members.*, which holds pairs of group and member: a person's id, or a group's id or name.",
    default: 'groups',
  },
  {
    name: 'listColumns',
    type: 'list',
    label: 'Columns with several values',
    help: 'Columns of a CSV file whose cells hold several values, beside the groups column.',
    example: 'phones',
    default: [],
  },
  {
    name: 'separator',
    type: 'text',
    label: 'Separator of values',
    help: 'What stands between the values of a cell that holds several.',
    default: ';',
  },
  {
    name: 'delimiter',
    type: 'text',
    label: 'Delimiter of columns',
    help: 'What stands between the columns of a CSV file.',
    default: ',',
  },
];

/** The options with their types. */
export interface FileSettings extends CsvOptions {
  readonly path: string;
  readonly idColumn: string | undefined;
  readonly groupsColumn: string;
}

export function fileSettings(options: OptionValues): FileSettings {
  const { path, idColumn, groupsColumn = 'groups', listColumns, separator = ';', delimiter = ',' } = options;
  const columns = Array.isArray(listColumns) ? listColumns.map(String) : [];
  return {
    path: String(path),
    idColumn: idColumn === undefined || idColumn === '' ? undefined : String(idColumn),
    groupsColumn: String(groupsColumn),
    lists: [...columns, String(groupsColumn), 'members'],
    separator: String(separator),
    delimiter: String(delimiter),
  };
}

export function checkFileOptions(options: OptionValues): readonly OptionProblem[] {
  const { path, separator, delimiter } = fileSettings(options);
  const problems: OptionProblem[] = [];
  if (path.trim() === '') problems.push({ option: 'path', message: 'is empty; give the path of a file or folder.' });
  if (separator.trim() === '')
    problems.push({ option: 'separator', message: 'is blank; give a character such as ";".' });
  if (delimiter === '' || /["\r\n]/.test(delimiter)) {
    problems.push({ option: 'delimiter', message: 'is empty, a quote or a line break; give a character such as ",".' });
  }
  return problems;
}
