/**
 * What runs inside Redis, each all or nothing. Keys are always head, documents, records; what is
 * checked comes before what is written, because a script that fails is not undone.
 */

export const REDIS_FORMAT = 1;

/**
 * Where the store stands: `version`, `hash`. The head counts documents and records, so that a Redis
 * that threw keys away to save memory is not taken for a store with less in it.
 */
const HEAD = `
local head = redis.call('HMGET', KEYS[1], 'version', 'hash', 'format', 'documents', 'records')
local version = head[1] or '0'
local hash = head[2] or string.rep('0', 64)
if tonumber(head[3] or '0') > ${REDIS_FORMAT} then
  return redis.error_reply('NEWERSTORE its format ' .. head[3] .. ' is newer than this version')
end
if redis.call('HLEN', KEYS[2]) ~= tonumber(head[4] or '0')
  or redis.call('ZCARD', KEYS[3]) ~= tonumber(head[5] or '0') then
  return redis.error_reply('BROKENSTORE a part of its keys is gone; bring an export back')
end
`;

/** → version, hash, then names and documents in turn. */
export const LOAD = `${HEAD}
return { version, hash, redis.call('HGETALL', KEYS[2]) }
`;

/** version, limit → version, hash, so many records from it on. */
export const ADVANCE = `${HEAD}
return { version, hash, redis.call('ZRANGEBYSCORE', KEYS[3], ARGV[1], '+inf', 'LIMIT', 0, ARGV[2]) }
`;

/** Shows that the node which has our keys answers; what they hold is not its matter. */
export const GREET = `
return redis.call('HGET', KEYS[1], 'version')
`;

/**
 * channel, previous version, previous hash, version, hash, record, number of puts, puts as name and
 * document in turn, names to remove → `committed` or `conflict`.
 */
export const COMMIT = `${HEAD}
if redis.call('ZRANGEBYSCORE', KEYS[3], ARGV[4], ARGV[4])[1] == ARGV[6] then return 'committed' end
if version ~= ARGV[2] or hash ~= ARGV[3] then return 'conflict' end
local removes = 8 + 2 * tonumber(ARGV[7])
for i = 8, removes - 1, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
for i = removes, #ARGV do redis.call('HDEL', KEYS[2], ARGV[i]) end
redis.call('ZADD', KEYS[3], ARGV[4], ARGV[6])
redis.call('HSET', KEYS[1], 'version', ARGV[4], 'hash', ARGV[5], 'format', ${REDIS_FORMAT},
  'documents', redis.call('HLEN', KEYS[2]), 'records', redis.call('ZCARD', KEYS[3]))
redis.pcall('PUBLISH', ARGV[1], ARGV[4])
return 'committed'
`;

/** Key of the lease; holder, milliseconds → 1 when it holds it now. */
export const LEASE = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`;

/** Key of the lease; holder. */
export const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
`;

/** Key of the entries; number of puts, puts as name and entry in turn, names to remove. */
export const CHANGE_OUTBOX = `
local removes = 2 + 2 * tonumber(ARGV[1])
for i = 2, removes - 1, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
for i = removes, #ARGV do redis.call('HDEL', KEYS[1], ARGV[i]) end
`;

/** Keys of the counters; milliseconds, then an amount for each → their sums. */
export const ADD_COUNTS = `
local sums = {}
for i, key in ipairs(KEYS) do
  sums[i] = redis.call('INCRBY', key, ARGV[i + 1])
  if redis.call('PTTL', key) < 0 then redis.call('PEXPIRE', key, ARGV[1]) end
end
return sums
`;
