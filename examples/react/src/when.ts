/** A moment in the person's own words and time zone. */
export const whenOf = (moment: string | number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(moment));
