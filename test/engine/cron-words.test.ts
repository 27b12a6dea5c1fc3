import { expect, test } from 'vitest';
import { cronWords } from '../../src/engine/cron-words.ts';

test.each([
  ['0 2 * * *', 'every day at 02:00'],
  ['0,30 6-20 * * MON-FRI', 'Monday to Friday every 30 minutes from 06:00 to 20:59'],
  ['* * * * *', 'every minute'],
  ['*/5 * * * *', 'every 5 minutes'],
  ['0 * * * *', 'every hour'],
  ['15 * * * *', 'every hour at minute 15'],
  ['0 */2 * * *', 'every 2 hours'],
  ['20 */6 * * *', 'every 6 hours at minute 20'],
  ['0 6,12,18 * * *', 'every day at 06:00, 12:00 and 18:00'],
  ['30 8-17 * * 1-5', 'Monday to Friday every hour from 08:30 to 17:30'],
  ['0 3 * * SUN', 'every Sunday at 03:00'],
  ['0 3 * * 0', 'every Sunday at 03:00'],
  ['0 3 * * 7', 'every Sunday at 03:00'],
  ['0 3 * * 6,7', 'every Saturday and Sunday at 03:00'],
  ['0 3 * * 5-7', 'Friday to Sunday at 03:00'],
  ['0 3 * * 0-6', 'every day at 03:00'],
  ['0 3 * * MON,WED,FRI', 'every Monday, Wednesday and Friday at 03:00'],
  ['0 4 1 * *', 'on day 1 of the month at 04:00'],
  ['0 4 1,15 * *', 'on days 1 and 15 of the month at 04:00'],
  ['0 4 1-7 * *', 'on days 1 to 7 of the month at 04:00'],
  ['0 4 L * *', 'on the last day of the month at 04:00'],
  ['0 4 15W * *', 'on the days "15W" of the month at 04:00'],
  ['0 4 * * FRI#3', 'on the third Friday of the month at 04:00'],
  ['0 4 * * 5L', 'on the last Friday of the month at 04:00'],
  ['0 4 1 * MON', 'every Monday, and on day 1 of the month at 04:00'],
  ['0 4 * JAN,JUL *', 'every day in January and July at 04:00'],
  ['0 4 * 4-9 *', 'every day from April to September at 04:00'],
  ['5,20,40 * * * *', 'at the minutes 5, 20 and 40 of every hour'],
  ['0-10 3 * * *', 'every day every minute from 03:00 to 03:10'],
  ['*/20 1,5 * * *', 'every day at 01:00, 01:20, 01:40, 05:00, 05:20 and 05:40'],
])('%s is %s', (cron, words) => {
  expect(cronWords(cron)).toBe(words);
});
