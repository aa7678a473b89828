/** Control characters and the two line separators would break plain formats and logs. */
export const CONTROL_CHARACTER = /[\p{Cc}\u2028\u2029]/u;
