import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Claim } from './claims.ts';
import { writeFileConnector, writeFiles } from './company.ts';
import { dataIn, userSync } from './program.ts';
import { Service } from './running-service.ts';

const limits = { idleMiB: 150, pageMs: 50, searchMs: 300, blockMs: 50 };

/** The service: idle, searched in a large history, and asked for pages while it syncs as many people once more. */
export async function measureService(folder: string, users: number): Promise<Claim[]> {
  const [files, data] = [join(folder, 'service-files'), dataIn(folder, 'service')];
  const connector = join(folder, 'service.yaml');
  await writeFiles(files, users);
  await writeFileConnector(connector, files);
  await userSync(data, ['connector', 'apply', '-f', connector]);
  for (const _each of ['added', 'not modified']) await userSync(data, ['sync', 'bench']);
  const service = await Service.start(data);
  try {
    await setTimeout(10_000);
    const idleMiB = await service.residentMiB();
    const searches = await searchTimes(service);
    const { pages, block } = await duringSync(service, files);
    const people = users.toLocaleString('en');
    return [
      claim('memory of the idle service', idleMiB, 'MiB', limits.idleMiB),
      claim(
        `search in a history of ${people} results, slowest of ${searches.length}`,
        last(searches),
        'ms',
        limits.searchMs,
      ),
      claim(
        `pages of the API while ${people} people are synced, p99 of ${pages.length}`,
        p99(pages),
        'ms',
        limits.pageMs,
      ),
      claim(`longest time in which the service answers nobody, during that sync`, block, 'ms', limits.blockMs),
    ];
  } finally {
    await service.stop();
    await rm(data, { recursive: true, force: true });
    await rm(files, { recursive: true, force: true });
  }
}

function claim(measured: string, value: number, unit: string, limit: number): Claim {
  const shown = `${Math.round(value)} ${unit}`;
  const mustBe = `≤ ${limit} ${unit}`;
  return { measured, value: shown, against: '–', peer: '', ratio: null, mustBe, holds: value <= limit };
}

const last = (values: readonly number[]): number => Math.max(...values);

function p99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0;
}

/** Found and not found, in both kinds of history and in every order. */
async function searchTimes(service: Service): Promise<number[]> {
  const times: number[] = [];
  for (const run of ['bench-1', 'bench-2']) {
    for (const sort of ['order', 'username', '-username', 'status']) {
      for (const search of ['person9999', 'Number 77', 'nobody at all']) {
        times.push(await service.timed(`/runs/${run}/results?sort=${sort}&search=${encodeURIComponent(search)}`));
      }
    }
  }
  return times;
}

const pages = [
  '/connectors',
  '/runs',
  '/runs/bench-1/results',
  '/runs/bench-2/results',
  '/runs/bench-1/plan',
  '/connectors/bench/versions',
  '/connectors/bench/groups',
  '/connectors/bench/conflicts',
  '/directories/main/users',
  '/directories/main/groups',
];

/** Every page again and again, until a first sync of as many other people is over. */
async function duringSync(service: Service, files: string): Promise<{ pages: number[]; block: number }> {
  const form = {
    id: 'other',
    source: { type: 'file', path: files },
    target: { type: 'directory', directory: 'other' },
  };
  await service.ask('POST', '/connectors', form);
  const { id } = await service.ask<{ id: string }>('POST', '/connectors/other/runs', {});
  await service.longestBlockMs();
  const times: number[] = [];
  let block = 0;
  for (;;) {
    for (const page of pages) times.push(await service.timed(page));
    block = Math.max(block, await service.longestBlockMs());
    const { status, messages } = await service.ask<{ status: string; messages: string[] }>('GET', `/runs/${id}`);
    if (status === 'succeeded') return { pages: times, block };
    if (status !== 'running') throw new Error(`The sync ended as ${status}: ${messages.join(' ')}`);
  }
}
