const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '');

/** A text as it could stand somewhere: as it is, as JSON, in an address, in base64. Of a long one 32 characters are enough, of a token those of a part. */
const forms = (text: string): string[] => {
  const parts = [text, text.slice(-32), ...text.split('.')].filter((part) => part.length >= 32).map((part) => part.slice(0, 32));
  return [...text.length > 64 ? parts : [text], JSON.stringify(text).slice(1, -1), encodeURIComponent(text), base64(text)];
};

/** Says of a text whether it left a trace in a place. A code must stand alone there, since its six digits may well be part of something longer. */
export const tracesIn = (place: string): ((text: string) => boolean) => {
  const lower = place.toLowerCase();
  return (text) => /^\d{6}$/.test(text)
    ? new RegExp(`(?<![A-Za-z0-9])${text}(?![A-Za-z0-9])`).test(place) || place.includes(base64(text))
    : forms(text).some((form) => lower.includes(form.toLowerCase()));
};
