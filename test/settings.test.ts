import t from 'tap';
import { formatSettingFault, parseSettings } from '../src/settings.ts';

function settingsOf(environment: NodeJS.ProcessEnv) {
  const parsed = parseSettings(environment);
  return parsed.ok ? parsed.settings : null;
}

function faultsOf(environment: NodeJS.ProcessEnv): string[] {
  const parsed = parseSettings(environment);
  return parsed.ok ? [] : parsed.faults.map(formatSettingFault);
}

t.test('every setting has a default, and the settings are frozen', async (t) => {
  const settings = settingsOf({ PATH: '/bin', LANG: 'ja_JP.UTF-8' });
  t.same(settings, {
    EIGYOCHU_CONFIG: 'config',
    EIGYOCHU_MAX_AGE_SECONDS: 30,
    EIGYOCHU_DRAIN_SECONDS: 2,
    EIGYOCHU_DATA: 'data',
    EIGYOCHU_REDIS_PREFIX: 'eigyochu',
    EIGYOCHU_POLL_MILLISECONDS: 1_000,
    EIGYOCHU_READS: 'public',
    EIGYOCHU_READS_PER_MINUTE: 60_000,
    EIGYOCHU_WRITES_PER_MINUTE: 120,
    EIGYOCHU_MAX_LAG_MILLISECONDS: 1_000,
    EIGYOCHU_MAX_STREAMS: 10_000,
    EIGYOCHU_MAX_STREAMS_EACH: 50,
    HOST: '0.0.0.0',
    PORT: 8080,
    LOG_LEVEL: 'info',
  });
  t.ok(Object.isFrozen(settings));
});

t.test(
  'every setting can be given, and one that is set to nothing counts as not given',
  async (t) => {
    t.same(
      settingsOf({
        EIGYOCHU_CONFIG: '/etc/eigyochu',
        EIGYOCHU_MAX_AGE_SECONDS: '5',
        EIGYOCHU_DRAIN_SECONDS: '0',
        EIGYOCHU_DATA: '/var/lib/eigyochu',
        REDIS_URL: 'redis://redis:6379',
        EIGYOCHU_REDIS_PREFIX: 'desk:1',
        EIGYOCHU_POLL_MILLISECONDS: '100',
        EIGYOCHU_READS: 'keyed',
        EIGYOCHU_READS_PER_MINUTE: '0',
        EIGYOCHU_WRITES_PER_MINUTE: '10',
        EIGYOCHU_MAX_LAG_MILLISECONDS: '0',
        EIGYOCHU_MAX_STREAMS: '0',
        EIGYOCHU_MAX_STREAMS_EACH: '200',
        EIGYOCHU_TRUST_PROXY: '10.0.0.0/8, loopback, ::1',
        EIGYOCHU_PUBLIC_URL: 'https://hours.example.com/desk',
        EIGYOCHU_CORS_ORIGINS: 'https://www.example.com, http://localhost:3000',
        EIGYOCHU_TWILIO_AUTH_TOKEN: '0123456789abcdef 0123456789abcdeg',
        HOST: '::1',
        PORT: '0',
        LOG_LEVEL: 'debug',
      }),
      {
        EIGYOCHU_CONFIG: '/etc/eigyochu',
        EIGYOCHU_MAX_AGE_SECONDS: 5,
        EIGYOCHU_DRAIN_SECONDS: 0,
        EIGYOCHU_DATA: '/var/lib/eigyochu',
        REDIS_URL: 'redis://redis:6379',
        EIGYOCHU_REDIS_PREFIX: 'desk:1',
        EIGYOCHU_POLL_MILLISECONDS: 100,
        EIGYOCHU_READS: 'keyed',
        EIGYOCHU_READS_PER_MINUTE: 0,
        EIGYOCHU_WRITES_PER_MINUTE: 10,
        EIGYOCHU_MAX_LAG_MILLISECONDS: 0,
        EIGYOCHU_MAX_STREAMS: 0,
        EIGYOCHU_MAX_STREAMS_EACH: 200,
        EIGYOCHU_TRUST_PROXY: '10.0.0.0/8, loopback, ::1',
        EIGYOCHU_PUBLIC_URL: 'https://hours.example.com/desk',
        EIGYOCHU_CORS_ORIGINS: 'https://www.example.com, http://localhost:3000',
        EIGYOCHU_TWILIO_AUTH_TOKEN: '0123456789abcdef 0123456789abcdeg',
        HOST: '::1',
        PORT: 0,
        LOG_LEVEL: 'debug',
      },
    );
    t.equal(settingsOf({ PORT: '', REDIS_URL: '', EIGYOCHU_DATA: '' })?.PORT, 8080);
  },
);

t.test('a port is a whole number from 0 to 65535', async (t) => {
  t.equal(settingsOf({ PORT: '65535' })?.PORT, 65_535);
  for (const text of ['65536', '-1', '80.5', '8e3', '0x50', ' 80', 'http']) {
    t.same(
      faultsOf({ PORT: text }),
      [`PORT: found "${text}"; write a whole number from 0 to 65535`],
      text,
    );
  }
});

t.test('draining takes at most a minute', async (t) => {
  t.equal(settingsOf({ EIGYOCHU_DRAIN_SECONDS: '60' })?.EIGYOCHU_DRAIN_SECONDS, 60);
  t.same(faultsOf({ EIGYOCHU_DRAIN_SECONDS: '61' }), [
    'EIGYOCHU_DRAIN_SECONDS: found "61"; write a whole number from 0 to 60',
  ]);
});

t.test('a variable called as what every object has is none of ours', async (t) => {
  t.same(faultsOf({ constructor: '1', toString: '1', hasOwnProperty: '1' }), []);
});

t.test('all faults are told at once, each with what to write', async (t) => {
  t.same(faultsOf({ PORT: 'x', LOG_LEVEL: 'verbose', EIGYOCHU_MAX_AGE_SECONDS: '90000' }), [
    'EIGYOCHU_MAX_AGE_SECONDS: found "90000"; write a whole number from 0 to 86400',
    'PORT: found "x"; write a whole number from 0 to 65535',
    'LOG_LEVEL: found "verbose"; write one of fatal, error, warn, info, debug, trace',
  ]);
});

t.test('an unknown EIGYOCHU_ variable is a fault, with the nearest known one', async (t) => {
  t.same(faultsOf({ EIGYOCHU_CONFG: 'x' }), [
    'EIGYOCHU_CONFG: found no such setting; write EIGYOCHU_CONFIG',
  ]);
  t.same(faultsOf({ EIGYOCHU_NOTHING_LIKE_IT: 'x' }), [
    'EIGYOCHU_NOTHING_LIKE_IT: found no such setting; leave it out; known are ' +
      'EIGYOCHU_CONFIG, EIGYOCHU_MAX_AGE_SECONDS, EIGYOCHU_DRAIN_SECONDS, EIGYOCHU_DATA, REDIS_URL, ' +
      'EIGYOCHU_REDIS_PREFIX, EIGYOCHU_POLL_MILLISECONDS, EIGYOCHU_READS, ' +
      'EIGYOCHU_READS_PER_MINUTE, EIGYOCHU_WRITES_PER_MINUTE, EIGYOCHU_MAX_LAG_MILLISECONDS, ' +
      'EIGYOCHU_MAX_STREAMS, EIGYOCHU_MAX_STREAMS_EACH, ' +
      'EIGYOCHU_TRUST_PROXY, EIGYOCHU_PUBLIC_URL, EIGYOCHU_CORS_ORIGINS, ' +
      'EIGYOCHU_TWILIO_AUTH_TOKEN, HOST, PORT, LOG_LEVEL',
  ]);
});

t.test('a wrong address of Redis is told without the password in it', async (t) => {
  const [fault = ''] = faultsOf({ REDIS_URL: 'http://user:secret@host' });
  t.match(fault, /^REDIS_URL: found .*; write redis:\/\//);
  t.notMatch(fault, 'secret');
});

t.test('proxies are addresses and networks', async (t) => {
  t.same(faultsOf({ EIGYOCHU_TRUST_PROXY: '10.0.0.1,2001:db8::/32' }), []);
  for (const wrong of ['proxy.example', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'all']) {
    t.same(
      faultsOf({ EIGYOCHU_TRUST_PROXY: `loopback,${wrong}` }),
      [
        `EIGYOCHU_TRUST_PROXY: found "${wrong}"; ` +
          'write addresses or networks with commas between, such as 10.0.0.0/8, or loopback',
      ],
      wrong,
    );
  }
});

t.test('the public URL is the beginning of others', async (t) => {
  for (const good of [
    'http://10.0.0.1:8080',
    'https://hours.example.com/',
    'https://a.example/b',
  ]) {
    t.same(faultsOf({ EIGYOCHU_PUBLIC_URL: good }), [], good);
  }
  const wrong = [
    'hours.example.com',
    'ftp://a.example',
    'https://me:pass@a.example',
    'https://a?b',
  ];
  for (const each of wrong) {
    t.match(faultsOf({ EIGYOCHU_PUBLIC_URL: each }), [
      /^EIGYOCHU_PUBLIC_URL: found ".*"; write the URL that others reach the service at/,
    ]);
  }
});

t.test('origins are written as browsers write them', async (t) => {
  for (const good of ['*', 'none', 'https://a.example', 'https://a.example http://b.example:81']) {
    t.same(faultsOf({ EIGYOCHU_CORS_ORIGINS: good }), [], good);
  }
  const wrong = ['a.example', 'https://a.example/', 'https://a.example:443', 'null', 'HTTPS://a.b'];
  for (const each of [...wrong, '*, https://a.example', 'none, none']) {
    t.match(faultsOf({ EIGYOCHU_CORS_ORIGINS: each }), [
      /^EIGYOCHU_CORS_ORIGINS: found ".*"; write origins such as https:/,
    ]);
  }
});

t.test('tokens of Twilio are one or two, and never told', async (t) => {
  const token = 'a'.repeat(16);
  for (const good of [token, `${token} ${token}`, ` ${token}\n`]) {
    t.same(faultsOf({ EIGYOCHU_TWILIO_AUTH_TOKEN: good }), [], good);
  }
  for (const wrong of [`${token.slice(1)}`, `${token} ${token} ${token}`, ' ', `${token}é`]) {
    const [fault = ''] = faultsOf({ EIGYOCHU_TWILIO_AUTH_TOKEN: wrong });
    t.match(fault, /^EIGYOCHU_TWILIO_AUTH_TOKEN: found .*; write the auth token/, wrong);
    t.notMatch(fault, 'aaaa');
  }
});

t.test('the names of keys in Redis begin with plain characters', async (t) => {
  t.same(faultsOf({ EIGYOCHU_REDIS_PREFIX: '{a}' }), [
    'EIGYOCHU_REDIS_PREFIX: found "{a}"; write 1 to 64 of the characters a-z A-Z 0-9 _ : . -',
  ]);
});

t.test('secrets of webhooks are no settings, and no mistake', async (t) => {
  t.same(faultsOf({ EIGYOCHU_WEBHOOK_SECRET_PORTAL: 'whsec_x' }), []);
});

t.test('what Kubernetes sets for a Service called eigyochu is no mistake', async (t) => {
  const links = {
    EIGYOCHU_SERVICE_HOST: '10.0.0.1',
    EIGYOCHU_SERVICE_PORT: '80',
    EIGYOCHU_SERVICE_PORT_HTTP: '80',
    EIGYOCHU_PORT: 'tcp://10.0.0.1:80',
    EIGYOCHU_PORT_80_TCP: 'tcp://10.0.0.1:80',
    EIGYOCHU_PORT_80_TCP_PROTO: 'tcp',
    EIGYOCHU_PORT_80_TCP_PORT: '80',
    EIGYOCHU_PORT_80_TCP_ADDR: '10.0.0.1',
  };
  t.same(faultsOf(links), []);
  t.match(faultsOf({ EIGYOCHU_PORT: '8080' }), [/^EIGYOCHU_PORT: found no such setting/]);
});
