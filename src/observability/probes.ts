/** The routes that platforms ask all the time, and that are no news while they answer. */
export const PROBES: readonly string[] = ['/livez', '/readyz', '/metrics'];
