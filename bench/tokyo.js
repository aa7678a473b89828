/**
 * Import this first. Most peers know no zone but the process's own, so they are given the best
 * case: a process that lives in Tokyo. Ours answers the same in any (a test says so).
 */
process.env.TZ = 'Asia/Tokyo';
