/** What the day plan was last asked for: kept while the window is open, so that a look elsewhere loses nothing. */
export const choice = $state({ date: '', days: '1', from: '09:00', to: '17:00', teams: '' });

/** Gives the next working day, as the plan is made the evening before. */
export function next(now: Date): string {
  const day = new Date(now);
  do day.setDate(day.getDate() + 1);
  while (day.getDay() === 0 || day.getDay() === 6);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
