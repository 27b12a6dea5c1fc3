import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Claim, memoryClaim } from './claims.ts';
import { writeFileConnector, writeFiles } from './company.ts';
import { dataIn, userSync } from './program.ts';

const factor = 10;

/** Ten times the people from files: time per person, and memory. */
export async function measureFiles(folder: string, users: number): Promise<Claim[]> {
  const few = await firstSync(folder, users);
  const many = await firstSync(folder, users * factor);
  const perFew = (few.seconds / users) * 1e6;
  const perMany = (many.seconds / (users * factor)) * 1e6;
  const ratio = perMany / perFew;
  const name = `first sync of ${(users * factor).toLocaleString('en')} people from files`;
  return [
    {
      measured: `${name}, per person`,
      value: `${perMany.toFixed(1)} µs (${many.seconds.toFixed(1)} s)`,
      against: `${users.toLocaleString('en')} people from files, per person`,
      peer: `${perFew.toFixed(1)} µs`,
      ratio,
      mustBe: '≤ 1.2×',
      holds: ratio <= 1.2,
    },
    memoryClaim(`${name}, peak memory`, many.peakMiB, 1024),
  ];
}

async function firstSync(folder: string, people: number) {
  const files = join(folder, `files-${people}`);
  const connector = join(folder, `files-${people}.yaml`);
  const data = dataIn(folder, `files-${people}`);
  await writeFiles(files, people);
  await writeFileConnector(connector, files);
  await userSync(data, ['connector', 'apply', '-f', connector]);
  const measured = await userSync(data, ['sync', 'bench']);
  await rm(data, { recursive: true, force: true });
  await rm(files, { recursive: true, force: true });
  return measured;
}
