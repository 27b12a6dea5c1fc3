import { schedulePreview, schedulePreviewRequest } from '../../api/index.ts';
import { checkSchedule } from '../../app/config/index.ts';
import { cronWords } from '../../engine/cron-words.ts';
import { moments } from '../../engine/schedule.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';

const shown = 5;

export function scheduleRoutes(app: ApiApp, { clock }: ServiceContext): void {
  app.post(
    '/schedule/preview',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'A schedule in words, and when it comes next',
        tags: ['connectors'],
        body: schedulePreviewRequest,
        response: { 200: schedulePreview },
      },
    },
    async (request) => {
      const schedule = checkSchedule(request.body);
      return { words: cronWords(schedule.cron), next: [...moments(schedule, clock(), shown)] };
    },
  );
}
